package io.cairn.ipc.server.region;

import io.cairn.argument.ArgumentChecks;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place in a region, in use by one request. Thread-safe. The memory stays mapped until the slice
 * is closed, whatever becomes of the region and its connection; whoever asked for it closes it.
 *
 * <p>The client can change the bytes at any moment. Copy them before judging them.
 */
public final class RegionSlice implements AutoCloseable {

    private final Region region;
    private final MemorySegment segment;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Makes a slice of a region that was acquired for it. */
    RegionSlice(Region region, MemorySegment segment) {
        this.region = region;
        this.segment = segment;
    }

    /**
     * Returns the size.
     *
     * @return bytes
     */
    public long byteSize() {
        return segment.byteSize();
    }

    /**
     * Reads or writes the memory, and turns a fault into an exception.
     *
     * @param body called with the memory, which it must neither keep nor give to native code
     * @param <R> the body's result
     * @return the body's result
     * @throws UnavailableException (IO) when the operating system could not provide the memory
     * @throws ClosedException when the slice is closed
     */
    public <R extends @Nullable Object> R apply(Function<MemorySegment, R> body) {
        if (closed.get()) {
            throw ClosedException.closed("slice of a region");
        }
        try {
            return body.apply(segment);
        } catch (InternalError e) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the operating system could not provide a page of shared memory",
                    e,
                    "region",
                    Integer.toUnsignedString(region.number()));
        }
    }

    /**
     * Copies the bytes into memory that only this process can change.
     *
     * @param checks knows the limit on values
     * @return a copy
     * @throws io.cairn.error.LimitException when they are longer than a value may be; nothing was
     *     copied
     * @throws UnavailableException (IO) when the operating system could not provide the memory
     * @throws ClosedException when the slice is closed
     */
    public byte[] value(ArgumentChecks checks) {
        return apply(checks::value);
    }

    /** Ends the use. Further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            region.release();
        }
    }
}
