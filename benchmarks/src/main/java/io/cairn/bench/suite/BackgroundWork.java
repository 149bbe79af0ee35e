package io.cairn.bench.suite;

import io.cairn.bench.suite.store.BenchStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets a store end what it does behind its callers' backs, such as compactions, so that it is not
 * taken for the cost of the next workload: where a flush or a compaction falls moves the figures of
 * a store by more than most stores differ. Stateless.
 */
final class BackgroundWork {

    /** A store that has been filled may merge files for longer than one that did a workload. */
    static final int AFTER_FILLING = 300;

    static final int AFTER_A_WORKLOAD = 20;

    private static final int IDLE_SHARE = 5;

    private BackgroundWork() {}

    /**
     * Moves everything to where it stays and waits until the store's process, and this one, use
     * less than a fifth of a processor.
     *
     * @param store the store
     * @param window how long they must do so
     * @param windowsMax how many times as long to wait at most
     */
    static void end(BenchStore store, Duration window, int windowsMax) throws Exception {
        store.flush();
        if (window.isPositive()) {
            awaitIdle(() -> processorNanos(store), window, windowsMax);
        }
    }

    /**
     * Waits until little processor time is used.
     *
     * @param processorNanos tells the time used so far
     * @param window over which the use is measured
     * @param windowsMax how many of them to wait
     * @return whether the use became little
     */
    static boolean awaitIdle(LongSupplier processorNanos, Duration window, int windowsMax)
            throws InterruptedException {
        long before = processorNanos.getAsLong();
        for (int i = 0; i < windowsMax; i++) {
            TimeUnit.NANOSECONDS.sleep(window.toNanos());
            long now = processorNanos.getAsLong();
            if (now - before < window.toNanos() / IDLE_SHARE) {
                return true;
            }
            before = now;
        }
        return false;
    }

    private static long processorNanos(BenchStore store) {
        long own = processorNanos(ProcessHandle.current());
        return ProcessHandle.of(store.serverPid()).map(BackgroundWork::processorNanos).orElse(0L)
                + own;
    }

    private static long processorNanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
