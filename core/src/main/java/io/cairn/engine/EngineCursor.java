package io.cairn.engine;

import java.lang.foreign.MemorySegment;

/**
 * Walks a range. Starts before the first entry; used by one thread at a time; the caller closes it.
 * After {@link #next} has returned false it keeps returning false, and the accessors must not be
 * called.
 */
public interface EngineCursor extends AutoCloseable {

    /**
     * Moves to the next entry.
     *
     * @return false when there is none
     */
    boolean next();

    /**
     * Lends the current key.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     */
    MemorySegment key();

    /**
     * Lends the current value.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     */
    MemorySegment value();

    /**
     * Copies the current key.
     *
     * @return a fresh array owned by the caller
     */
    byte[] keyBytes();

    /**
     * Copies the current value.
     *
     * @return a fresh array owned by the caller
     */
    byte[] valueBytes();

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    void close();
}
