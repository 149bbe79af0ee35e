package io.cairn.local;

import io.cairn.engine.EngineWatch;
import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import java.time.Duration;
import java.util.function.Supplier;

/** A watch, from its creation in a transaction until it is closed. Thread-safe. */
final class WatchState extends Leakable {

    private enum Phase {
        PENDING,
        ARMED,
        ABORTED,
        CLOSED
    }

    private final OpenDatabase database;
    private final EngineWatch watch;
    private Phase phase = Phase.PENDING;
    private boolean released;

    /** Makes the engine's watch and registers this one; called inside the transaction. */
    WatchState(OpenDatabase database, Supplier<EngineWatch> engineWatch) {
        super("watch", database.traced());
        this.database = database;
        database.counters().watches.take();
        try {
            watch = engineWatch.get();
        } catch (RuntimeException | Error e) {
            database.counters().watches.giveBack();
            throw e;
        }
        database.watches().add(this);
    }

    /** Arms the watch or, when nothing was committed, ends it. */
    synchronized void transactionEnded(boolean committed) {
        if (phase == Phase.PENDING) {
            phase = committed ? Phase.ARMED : Phase.ABORTED;
            if (!committed) {
                release();
            }
        }
    }

    boolean await(Duration timeout) throws InterruptedException {
        checkArmed();
        return watch.await(Duration.ofNanos(Math.max(0, Patience.nanos(timeout))));
    }

    boolean fired() {
        synchronized (this) {
            checkOpen();
            if (phase != Phase.ARMED) {
                return false;
            }
        }
        return watch.fired();
    }

    /** Ends the watch and wakes who waits for it; false when it was ended before. */
    synchronized boolean close() {
        if (phase == Phase.CLOSED) {
            return false;
        }
        phase = Phase.CLOSED;
        release();
        return true;
    }

    @Override
    boolean closeLeaked() {
        return close();
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

    private void release() {
        if (!released) {
            released = true;
            try {
                watch.close();
            } finally {
                database.watches().remove(this);
                database.counters().watches.giveBack();
            }
        }
    }
}
