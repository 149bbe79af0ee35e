package io.cairn.ipc.client;

import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WaitRequest;
import java.time.Duration;

/** A watch at the server, from its creation until it is closed. Thread-safe. */
final class OpenRemoteWatch extends RemoteLeakable {

    private enum Phase {
        PENDING,
        ARMED,
        ABORTED,
        CLOSED
    }

    private final OpenRemote database;
    private final Line line;
    private final int handle;
    private Phase phase;

    /**
     * Takes over a watch that the server has made.
     *
     * @param armed whether it belongs to no open transaction
     */
    OpenRemoteWatch(OpenRemote database, Line line, int handle, boolean armed) {
        super("watch", database.traced());
        this.database = database;
        this.line = line;
        this.handle = handle;
        this.phase = armed ? Phase.ARMED : Phase.PENDING;
        database.opened(this, line);
    }

    /** Arms the watch or, when nothing was committed, ends it. */
    synchronized void transactionEnded(boolean committed) {
        if (phase == Phase.PENDING) {
            phase = committed ? Phase.ARMED : Phase.ABORTED;
        }
    }

    boolean await(Duration timeout) throws InterruptedException {
        long nanos = Math.max(0, RemotePatience.nanos(timeout));
        checkArmed();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Reply reply = database.await(line, new WaitRequest.AwaitWatch(handle, nanos), nanos);
        return Replies.flag(reply);
    }

    boolean fired() {
        synchronized (this) {
            checkOpen();
            if (phase != Phase.ARMED) {
                return false;
            }
        }
        return Replies.flag(database.call(line, new WaitRequest.WatchFired(handle)));
    }

    /** Ends the watch and wakes who waits for it. */
    void close() {
        if (end()) {
            database.release(line, new WaitRequest.CloseWatch(handle));
        }
    }

    @Override
    boolean closeLeaked() {
        if (!end()) {
            return false;
        }
        database.releaseLater(line, new WaitRequest.CloseWatch(handle));
        return true;
    }

    @Override
    synchronized void databaseClosed() {
        phase = Phase.CLOSED;
    }

    private boolean end() {
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                return false;
            }
            phase = Phase.CLOSED;
        }
        database.ended(this, line);
        return true;
    }

    private synchronized void checkArmed() {
        checkOpen();
        if (phase != Phase.ARMED) {
            throw new TransactionStateException(
                    "the watch is armed once its transaction has committed; commit first, then wait",
                    "watch",
                    phase);
        }
    }

    private void checkOpen() {
        if (phase == Phase.CLOSED) {
            throw ClosedException.closed("watch");
        }
    }
}
