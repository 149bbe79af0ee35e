package io.cairn.ipc.server.session;

import io.cairn.error.CairnException;
import io.cairn.error.RetryableException;
import java.util.function.Supplier;
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
    private @Nullable Supplier<CairnException> reason;

    /**
     * Waits on this thread.
     *
     * @throws CairnException what {@link #cancel} was given, when that came before a result
     */
    <R extends @Nullable Object> R run(Waiting<R> waiting) throws InterruptedException {
        begin();
        try {
            return waiting.await();
        } catch (InterruptedException | RetryableException e) {
            throwReason();
            throw e;
        } finally {
            end();
        }
    }

    /** Ends the wait, or keeps it from beginning; the first reason stays. */
    synchronized void cancel(Supplier<CairnException> why) {
        reason = reason == null ? why : reason;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void begin() {
        throwReason();
        thread = Thread.currentThread();
    }

    private synchronized void end() {
        thread = null;
        // A late interrupt must not reach what this thread does next.
        Thread.interrupted();
    }

    private synchronized void throwReason() {
        if (reason != null) {
            throw reason.get();
        }
    }
}
