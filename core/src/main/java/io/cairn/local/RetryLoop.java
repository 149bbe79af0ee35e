package io.cairn.local;

import io.cairn.config.Components;
import io.cairn.config.Limits;
import io.cairn.error.ClosedException;
import io.cairn.error.RetryableException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs work again after a conflict, soon with growing random pauses, until it succeeds or a limit
 * is reached; then the last conflict is thrown. Thread-safe.
 *
 * <p>Only what nothing was written for is repeated: an unknown outcome is not, nor is anything that
 * a body throws by itself. An interrupt ends the loop with the last conflict, and the thread stays
 * interrupted.
 */
final class RetryLoop {

    /** One try. */
    @FunctionalInterface
    interface Attempt<R extends @Nullable Object, X extends Exception> {
        R run() throws X;
    }

    /** What a retry conflicted with is done; a pause pays only where conflicts go on. */
    private static final int RETRIES_AT_ONCE = 8;

    private static final long FIRST_PAUSE_NANOS = 10_000;
    private static final int DOUBLINGS_MAX = 10;

    private final OperationGate gate;
    private final RandomGenerator random;
    private final Patience time;
    private final int retriesMax;

    RetryLoop(OperationGate gate, Limits limits, Components components) {
        this.gate = gate;
        this.random = components.random();
        this.time = new Patience(components.nanoTicker(), Patience.nanos(limits.retryTimeMax()));
        this.retriesMax = limits.retriesMax();
    }

    <R extends @Nullable Object, X extends Exception> R run(Attempt<R, X> attempt) throws X {
        long start = 0;
        for (int retries = 0; ; retries++) {
            try {
                return attempt.run();
            } catch (RetryableException conflict) {
                start = retries == 0 ? time.now() : start;
                if (retries >= retriesMax || time.now() - start >= time.nanosMax()) {
                    throw conflict;
                }
                pause(retries, conflict);
            }
        }
    }

    /**
     * Lets others run a few times, then pauses for a random time, up to a bound that doubles with
     * each retry. (Exponential backoff with full jitter.)
     */
    private void pause(int retries, RetryableException conflict) {
        if (retries < RETRIES_AT_ONCE) {
            Thread.yield();
        } else {
            int doublings = Math.min(retries - RETRIES_AT_ONCE, DOUBLINGS_MAX);
            LockSupport.parkNanos(this, 1 + random.nextLong(FIRST_PAUSE_NANOS << doublings));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw conflict;
        }
        if (gate.isClosed()) {
            throw ClosedException.closed("database");
        }
    }
}
