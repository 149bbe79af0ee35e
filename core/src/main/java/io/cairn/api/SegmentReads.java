package io.cairn.api;

import io.cairn.bytes.SegmentReader;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads with memory segments: borrowed from the database, or given by the caller. As thread-safe as
 * the view it came from, and it lives as long. Keys and targets may be heap or native segments;
 * targets must be writable.
 */
public interface SegmentReads {

    /**
     * Lends a value without copying it where the engine can.
     *
     * @param key the key
     * @param reader called at most once, when the key exists, with a segment that is valid during
     *     the call
     * @param <R> the reader's result
     * @return the reader's result, or null when the key is absent
     */
    <R extends @Nullable Object> @Nullable R read(MemorySegment key, SegmentReader<R> reader);

    /**
     * Copies a value into the caller's memory.
     *
     * @param key the key
     * @param target where to copy to
     * @return the value's size in bytes, or {@link Sizes#ABSENT}
     * @throws io.cairn.error.BufferTooSmallException when it does not fit; nothing was copied
     * @throws io.cairn.error.InvalidArgumentException when the target is read-only
     */
    long getInto(MemorySegment key, MemorySegment target);

    /**
     * Copies several values from one state, each into its own memory.
     *
     * @param keys the keys
     * @param targets as many segments
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     */
    long[] getAllInto(List<byte[]> keys, List<MemorySegment> targets);

    /**
     * Copies several values from one state, one behind the other. After the first value that does
     * not fit none of the later ones is copied, even if it would fit.
     *
     * @param keys the keys
     * @param target where to copy to
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     */
    long[] getPacked(List<byte[]> keys, MemorySegment target);

    /**
     * Lists keys, and values unless {@code values} is null, one behind the other. After the first
     * key (value) that does not fit no later key (value) is copied.
     *
     * @param request which entries; sizes for entries after the last one are {@link Sizes#END}
     * @param keys where to copy keys to
     * @param values where to copy values to, or null to list keys only
     * @return the sizes and where to resume
     */
    SegmentPage listPacked(ListRequest request, MemorySegment keys, @Nullable MemorySegment values);

    /**
     * Lists keys, and values unless {@code values} is null, each into its own memory; what does not
     * fit is {@link Sizes#TOO_SMALL} and the next is tried.
     *
     * @param request which entries; its count must equal the number of segments
     * @param keys where to copy keys to
     * @param values as many segments for values, or null to list keys only
     * @return the sizes and where to resume
     */
    SegmentPage listInto(
            ListRequest request, List<MemorySegment> keys, @Nullable List<MemorySegment> values);
}
