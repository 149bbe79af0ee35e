package io.cairn.local;

import io.cairn.error.WaitTimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Closes a database once, in an order in which nothing is used after it was closed: no new calls,
 * waiting calls woken, calls in flight awaited, cursors, snapshots, transactions, engine.
 * Thread-safe.
 */
final class Shutdown {

    private final OpenDatabase database;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean done;

    Shutdown(OpenDatabase database) {
        this.database = database;
    }

    /**
     * Closes, or waits for the thread that does; after a wait that was too long it can be tried
     * again.
     */
    void run() {
        database.callbacks().refuse("database");
        if (!database.patience().until(lock::tryLock)) {
            throw new WaitTimeoutException(
                    "another thread has been closing the database for too long");
        }
        try {
            if (!done) {
                database.gate().close();
                closeAll();
                done = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeAll() {
        database.watches().forEach(WatchState::close);
        if (!database.gate().awaitEmpty(database.patience())) {
            throw new WaitTimeoutException(
                    "calls are still in flight and the database was not closed; it takes no new ones: let them return, then close again");
        }
        database.watches().forEach(WatchState::close);
        Failures failures = new Failures();
        failures.run(database.cursors()::closeAll);
        database.snapshots().forEach(snapshot -> failures.run(snapshot::close));
        database.transactions().forEach(transaction -> failures.run(transaction::close));
        if (failures.stillInUse != null) {
            throw failures.stillInUse;
        }
        failures.run(database.engine()::close);
        if (failures.first != null) {
            done = true;
            throw failures.first;
        }
    }

    /**
     * Goes on after failures and remembers the first; what is still in use keeps the engine open.
     */
    private static final class Failures {

        private @Nullable RuntimeException first;
        private @Nullable WaitTimeoutException stillInUse;

        void run(Runnable step) {
            try {
                step.run();
            } catch (WaitTimeoutException e) {
                stillInUse = e;
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
    }
}
