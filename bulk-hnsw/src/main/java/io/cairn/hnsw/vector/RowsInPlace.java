package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a source where they lie: in a mapped file, as little-endian float32 without gaps.
 * Reading them needs no memory but that of the page cache, which the system takes back when it
 * wants. Valid until the source is closed, by whoever opened it. The memory may be used by all
 * threads, everything else by one at a time.
 */
public final class RowsInPlace {

    private final RowSource source;
    private final MemorySegment memory;

    private RowsInPlace(RowSource source, MemorySegment memory) {
        this.source = source;
        this.memory = memory;
    }

    /**
     * Looks whether the vectors of a source lie in mapped memory.
     *
     * @param source the source, which is not changed
     * @return the vectors; null where they do not lie so, when there is none, and when some have
     *     been read
     */
    public static @Nullable RowsInPlace of(VectorSource source) {
        if (!(source instanceof RowSource rows)) {
            return null;
        }
        MemorySegment memory = rows.inPlace();
        return memory == null ? null : new RowsInPlace(rows, memory);
    }

    /**
     * Returns the vectors, to be read within {@link #reading} only.
     *
     * @return {@code float32[count][dimension]} in little-endian order, read-only, at any address
     */
    public MemorySegment memory() {
        return memory;
    }

    /**
     * Takes all ids; the source has no more vectors then.
     *
     * @param ids room for as many as there are vectors
     * @throws CairnException when ids cannot be read
     */
    public void takeIds(long[] ids) {
        source.takeIds(ids);
    }

    /**
     * Does something for which the vectors are read.
     *
     * @param <T> what comes of it
     * @param use what to do
     * @return what came of it
     * @throws CairnException when a part of the file could not be read, or the file has become
     *     shorter; {@link ClosedException} when the source was closed meanwhile
     */
    public <T> T reading(Supplier<T> use) {
        try {
            T result = use.get();
            source.checkUnchanged();
            return result;
        } catch (InternalError e) {
            // The text of the JDK for a page of mapped memory that is not there.
            if (String.valueOf(e.getMessage()).contains("unsafe memory access")) {
                throw source.fault(e);
            }
            throw e;
        } catch (IllegalStateException e) {
            throw source.isClosed() ? ClosedException.closed("vector source") : e;
        }
    }
}
