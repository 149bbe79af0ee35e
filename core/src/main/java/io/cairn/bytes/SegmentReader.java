package io.cairn.bytes;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Receives borrowed memory for the length of one call.
 *
 * @param <R> what the reader makes of the bytes
 */
@FunctionalInterface
public interface SegmentReader<R extends @Nullable Object> {

    /**
     * Reads the lent bytes. The segment is read-only and must not be kept after this method
     * returns.
     *
     * @param borrowed the value's bytes, valid during this call only
     * @return whatever the caller of the reading method should get
     */
    R read(MemorySegment borrowed);
}
