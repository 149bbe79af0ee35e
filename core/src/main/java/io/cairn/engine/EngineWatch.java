package io.cairn.engine;

import java.time.Duration;

/**
 * A one-shot notice that a key was written. Thread-safe; the caller closes it, which also ends
 * waiting with {@code ClosedException}.
 */
public interface EngineWatch extends AutoCloseable {

    /**
     * Waits for the watch to fire.
     *
     * @param timeout the longest wait
     * @return false when the time ran out
     * @throws InterruptedException when the waiting thread is interrupted
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Tells whether the watch has fired.
     *
     * @return true from the first firing on
     */
    boolean fired();

    /** Forgets the watch. Calling it again does nothing. */
    @Override
    void close();
}
