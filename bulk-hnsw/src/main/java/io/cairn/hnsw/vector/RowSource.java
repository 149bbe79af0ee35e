package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** What all sources share: a position, checks of arguments, ids that are row numbers. */
abstract class RowSource implements VectorSource {

    /** A component as sources hand it out, at any address. */
    static final ValueLayout.OfFloat COMPONENT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final int dimension;
    private final long count;
    private long next;
    private volatile boolean closed;

    RowSource(String name, int dimension, long count) {
        this.name = name;
        this.dimension = dimension;
        this.count = count;
    }

    /**
     * Writes rows.
     *
     * @param first the row number of the first, from 0
     * @param wanted how many, at least 1; they exist
     */
    abstract void copyRows(long first, int wanted, MemorySegment rows, long rowBytes);

    /** Writes the ids of rows. */
    void copyIds(long first, int wanted, long[] ids) {
        for (int i = 0; i < wanted; i++) {
            ids[i] = first + i;
        }
    }

    /**
     * Returns all rows as mapped memory, without gaps, which only {@link #inPlace} asks for; null
     * where they do not lie so.
     */
    @Nullable MemorySegment mapped() {
        return null;
    }

    /** Explains an error of reading {@link #mapped} memory. */
    CairnException fault(InternalError e) {
        throw e;
    }

    /** Refuses to have read what is no longer all there; for {@link #mapped} memory. */
    void checkUnchanged() {}

    /** Returns {@link #mapped} memory as long as nothing was read. */
    final @Nullable MemorySegment inPlace() {
        return next == 0 && count > 0 && !closed ? mapped() : null;
    }

    /** Takes all ids, and all rows for read. */
    final void takeIds(long[] ids) {
        copyIds(0, Math.toIntExact(count), ids);
        next = count;
    }

    final boolean isClosed() {
        return closed;
    }

    /** Releases what the source holds; called once. */
    abstract void release();

    /** Returns the bytes of a row without gaps. */
    final long packedBytes() {
        return (long) dimension * Float.BYTES;
    }

    @Override
    public final int read(MemorySegment rows, long rowBytes, long[] ids, int max) {
        check(rows, rowBytes, ids, max);
        int wanted = (int) Math.min(max, count - next);
        if (wanted == 0) {
            return 0;
        }
        try {
            copyRows(next, wanted, rows, rowBytes);
            copyIds(next, wanted, ids);
        } catch (IllegalStateException e) {
            /* Memory that was closed meanwhile; a bug of ours stays visible. */
            throw closed ? ClosedException.closed("vector source") : e;
        }
        next += wanted;
        return wanted;
    }

    private void check(MemorySegment rows, long rowBytes, long[] ids, int max) {
        if (closed) {
            throw ClosedException.closed("vector source");
        }
        if (max < 1 || ids.length < max) {
            throw new InvalidArgumentException(
                    "max must be at least 1, and there must be room for as many ids",
                    "max",
                    max,
                    "ids",
                    ids.length);
        }
        long room = rows.byteSize() - packedBytes();
        if (rowBytes < packedBytes() || room < 0 || room / rowBytes < max - 1) {
            throw new InvalidArgumentException(
                    "the memory for rows is too small for max rows of this dimension",
                    "bytes",
                    rows.byteSize(),
                    "row bytes",
                    rowBytes,
                    "max",
                    max,
                    "dimension",
                    dimension);
        }
    }

    @Override
    public final int dimension() {
        return dimension;
    }

    @Override
    public final long count() {
        return count;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }
}
