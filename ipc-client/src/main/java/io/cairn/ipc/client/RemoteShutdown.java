package io.cairn.ipc.client;

import io.cairn.error.WaitTimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Closes a database once, in an order in which nothing is used after it was closed: no new calls,
 * calls in flight awaited, everything open ended, connections closed. Thread-safe.
 */
final class RemoteShutdown {

    private final OpenRemote database;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean done;

    RemoteShutdown(OpenRemote database) {
        this.database = database;
    }

    /** Closes, or waits for the thread that does. */
    void run() {
        database.callbacks().refuse("database");
        RemotePatience patience = database.patience();
        if (!patience.until(lock::tryLock)) {
            throw new WaitTimeoutException(
                    "another thread has been closing the database for too long");
        }
        try {
            if (!done) {
                done = true;
                database.gate().close();
                // Calls that take longer end with their connection.
                database.gate().awaitEmpty(patience);
                database.endAll();
                database.lines().close();
            }
        } finally {
            lock.unlock();
        }
    }
}
