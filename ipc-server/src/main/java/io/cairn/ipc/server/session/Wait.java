package io.cairn.ipc.server.session;

import io.cairn.error.RetryableException;
import io.cairn.error.WaitTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits, and can be told to stop. Thread-safe. Its thread is interrupted only while
 * it waits, never when it is done and does something else.
 */
final class Wait {

    /** What waits. */
    @FunctionalInterface
    interface Waiting<R extends @Nullable Object> {
        R await() throws InterruptedException;
    }

    private @Nullable Thread thread;
    private boolean cancelled;

    /**
     * Waits on this thread.
     *
     * @throws WaitTimeoutException when it was cancelled before there was a result
     */
    <R extends @Nullable Object> R run(Waiting<R> waiting) throws InterruptedException {
        begin();
        try {
            return waiting.await();
        } catch (InterruptedException | RetryableException e) {
            if (isCancelled()) {
                throw cancelledException();
            }
            throw e;
        } finally {
            end();
        }
    }

    /** Ends the wait, or keeps it from beginning. */
    synchronized void cancel() {
        cancelled = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void begin() {
        if (cancelled) {
            throw cancelledException();
        }
        thread = Thread.currentThread();
    }

    private synchronized void end() {
        thread = null;
        // A late interrupt must not reach what this thread does next.
        Thread.interrupted();
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private static WaitTimeoutException cancelledException() {
        return new WaitTimeoutException("the wait was cancelled");
    }
}
