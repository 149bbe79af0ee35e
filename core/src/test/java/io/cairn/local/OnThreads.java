package io.cairn.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs parts of a test on other threads and waits for them, never for long. Used by one test. */
final class OnThreads {

    private static final long SECONDS_MAX = 30;
    private static final int SPINS = 1_000;

    private OnThreads() {}

    /** Work on a thread of its own. */
    static final class Running<R extends @Nullable Object> {

        private final FutureTask<R> task;
        private final Thread thread;

        Running(Callable<R> work) {
            task = new FutureTask<>(work);
            thread = Thread.ofPlatform().daemon().start(task);
        }

        Thread thread() {
            return thread;
        }

        /** Returns what the work returned or throws what it threw, wrapped. */
        R result() throws Exception {
            return task.get(SECONDS_MAX, TimeUnit.SECONDS);
        }

        boolean isDone() {
            return task.isDone();
        }

        /** Waits until the thread waits for something itself. */
        Running<R> untilItWaits() {
            until(() ->
                    thread.getState() == Thread.State.WAITING
                            || thread.getState() == Thread.State.TIMED_WAITING);
            return this;
        }
    }

    static <R extends @Nullable Object> Running<R> start(Callable<R> work) {
        return new Running<>(work);
    }

    /** Runs the same work on several threads and returns when all are done. */
    static void together(int threads, Callable<?> work) throws Exception {
        List<Running<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(start(work));
        }
        for (Running<?> one : running) {
            one.result();
        }
    }

    static void until(BooleanSupplier holds) {
        for (int spin = 0; spin < SPINS; spin++) {
            if (holds.getAsBoolean()) {
                return;
            }
            Thread.onSpinWait();
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(SECONDS_MAX).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            Thread.yield();
        }
    }
}
