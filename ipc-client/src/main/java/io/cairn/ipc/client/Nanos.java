package io.cairn.ipc.client;

import java.time.Duration;

/** Durations in nanoseconds. Stateless. */
final class Nanos {

    private Nanos() {}

    /** Returns a duration in nanoseconds, at most {@link Long#MAX_VALUE}. */
    static long of(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
