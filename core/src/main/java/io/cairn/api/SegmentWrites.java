package io.cairn.api;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Reads and writes with memory segments; what is given is copied before a method returns. As
 * thread-safe as the view it came from.
 */
public interface SegmentWrites extends SegmentReads {

    /**
     * Sets a key's value.
     *
     * @param key the key
     * @param value the value
     */
    void put(MemorySegment key, MemorySegment value);

    /**
     * Sets a key's value as the modes say.
     *
     * @param key the key
     * @param value the value
     * @param modes APPEND, NEW_ONLY and EXIST_ONLY matter
     * @return what was done
     */
    PutOutcome put(MemorySegment key, MemorySegment value, Modes modes);

    /**
     * Copies a value into the caller's memory and, with CONSUME, removes it.
     *
     * @param key the key
     * @param target where to copy to
     * @param modes CONSUME matters
     * @return the value's size in bytes, or {@link Sizes#ABSENT}
     * @throws io.cairn.error.BufferTooSmallException when it does not fit; nothing was copied or
     *     removed
     */
    long getInto(MemorySegment key, MemorySegment target, Modes modes);

    /**
     * Does what {@link #getAllInto(List, List)} does and, with CONSUME, removes exactly what was
     * copied.
     *
     * @param keys the keys
     * @param targets as many segments
     * @param modes CONSUME matters
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     */
    long[] getAllInto(List<byte[]> keys, List<MemorySegment> targets, Modes modes);

    /**
     * Does what {@link #getPacked(List, MemorySegment)} does and, with CONSUME, removes exactly
     * what was copied.
     *
     * @param keys the keys
     * @param target where to copy to
     * @param modes CONSUME matters
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     */
    long[] getPacked(List<byte[]> keys, MemorySegment target, Modes modes);
}
