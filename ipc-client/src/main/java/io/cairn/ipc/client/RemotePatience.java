package io.cairn.ipc.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long waits for other threads of this process last, and the clock they are measured by.
 * Immutable and thread-safe.
 *
 * @param ticker a monotonic clock in nanoseconds
 * @param nanosMax the longest wait, in nanoseconds
 */
record RemotePatience(LongSupplier ticker, long nanosMax) {

    private static final long PAUSE_NANOS_MIN = 1_000;
    private static final long PAUSE_NANOS_MAX = 500_000;

    /** Returns a duration in nanoseconds, the largest long when it is longer than that. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException _) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /**
     * Waits until something is so, looking again and again. Interrupts are kept for later, since
     * what waits here has to finish.
     *
     * @param done what is waited for
     * @return false when it was not so in time
     */
    boolean until(BooleanSupplier done) {
        long start = ticker.getAsLong();
        long pause = PAUSE_NANOS_MIN;
        boolean interrupted = false;
        try {
            while (!done.getAsBoolean()) {
                if (ticker.getAsLong() - start > nanosMax) {
                    return false;
                }
                LockSupport.parkNanos(this, pause);
                interrupted |= Thread.interrupted();
                pause = Math.min(2 * pause, PAUSE_NANOS_MAX);
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
