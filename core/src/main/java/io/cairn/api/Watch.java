package io.cairn.api;

import java.time.Duration;

/**
 * A one-shot notice that a key was written by somebody else. Thread-safe; the caller closes it. It
 * fires after the write is as durable as its commit asked for. An engine that decides conflicts
 * itself may miss a change that was undone at once.
 */
public interface Watch extends AutoCloseable {

    /**
     * Waits for the watch to fire.
     *
     * @param timeout the longest wait
     * @return false when the time ran out
     * @throws InterruptedException when the thread is interrupted
     * @throws io.cairn.error.ClosedException when the watch or the database is closed meanwhile
     * @throws io.cairn.error.TransactionStateException when its transaction has not committed
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
