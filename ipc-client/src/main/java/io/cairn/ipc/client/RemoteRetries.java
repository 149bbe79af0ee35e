package io.cairn.ipc.client;

import io.cairn.api.TransactionOptions;
import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.error.RetryableException;
import io.cairn.error.UnavailableException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in a transaction, again after a conflict or when the connection was lost before the
 * commit was sent, with growing random pauses, until it succeeds or a limit is reached; then the
 * last failure is thrown. Used for one call.
 *
 * <p>Only what nothing was written for is repeated: an unknown outcome is not, nor is anything that
 * a body throws by itself. An interrupt ends the loop with the last failure, and the thread stays
 * interrupted.
 */
final class RemoteRetries {

    /** Work inside a transaction. */
    @FunctionalInterface
    interface Work<R extends @Nullable Object, X extends Exception> {
        R run(OpenRemoteTransaction tx) throws X;
    }

    private static final long FIRST_PAUSE_NANOS = 10_000;
    private static final int DOUBLINGS_MAX = 10;

    private final OpenRemote database;
    private int retries;
    private long startNanos;

    RemoteRetries(OpenRemote database) {
        this.database = database;
    }

    <R extends @Nullable Object, X extends Exception> R transact(
            TransactionOptions options, Work<R, X> work) throws X {
        while (true) {
            OpenRemoteTransaction tx = OpenRemoteTransaction.managed(database, options);
            try {
                R result = work.run(tx);
                tx.commitManaged();
                return result;
            } catch (RetryableException conflict) {
                tx.close();
                pause(conflict);
            } catch (UnavailableException lost) {
                if (!tx.isLost()) {
                    throw lost;
                }
                tx.close();
                pause(lost);
            } finally {
                tx.close();
            }
        }
    }

    /**
     * Pauses for a random time, up to a bound that doubles with each retry. (Exponential backoff
     * with full jitter.)
     */
    private void pause(CairnException failure) {
        Limits limits = database.limits();
        long now = database.components().nanoTicker().getAsLong();
        startNanos = retries == 0 ? now : startNanos;
        if (retries >= limits.retriesMax()
                || now - startNanos >= RemotePatience.nanos(limits.retryTimeMax())) {
            throw failure;
        }
        long bound = FIRST_PAUSE_NANOS << Math.min(retries, DOUBLINGS_MAX);
        retries++;
        LockSupport.parkNanos(this, 1 + database.components().random().nextLong(bound));
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        database.gate().check();
    }
}
