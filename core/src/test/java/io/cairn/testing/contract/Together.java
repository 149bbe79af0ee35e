package io.cairn.testing.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads for tests: started together, waited for with a limit, and their failures not lost. */
final class Together {

    private static final long SECONDS_MAX = 60;
    private static final long POLL_NANOS = 200_000;

    private Together() {}

    /** What one thread does. */
    interface Work {
        void run(int worker) throws Exception;
    }

    /** Runs the work in several threads that start at the same moment; throws the first failure. */
    static void run(int workers, Work work) throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int worker = i;
            calls.add(() -> {
                work.run(worker);
                return true;
            });
        }
        CountDownLatch start = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (Callable<Boolean> call : calls) {
                running.add(
                        threads.start(() -> {
                            start.await();
                            return call.call();
                        }));
            }
            start.countDown();
            for (Future<Boolean> one : running) {
                one.get(SECONDS_MAX, TimeUnit.SECONDS);
            }
        }
    }

    /** Waits, with a limit, until something holds that another thread brings about. */
    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Threads that end with a test. */
    static final class Threads implements AutoCloseable {

        private final ExecutorService executor = Executors.newCachedThreadPool();

        <T> Future<T> start(Callable<T> call) {
            return executor.submit(call);
        }

        @Override
        public void close() {
            executor.shutdownNow();
            try {
                if (!executor.awaitTermination(SECONDS_MAX, TimeUnit.SECONDS)) {
                    throw new AssertionError("threads of a test did not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while a test's threads ended", e);
            }
        }
    }
}
