package io.cairn.ipc.server.session;

import io.cairn.api.Snapshot;
import io.cairn.api.Watch;
import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Everything that one client has open. Thread-safe as {@link HandleTable} is. */
final class Handles {

    private static final Logger LOG = System.getLogger("io.cairn.ipc.server.session");

    private final HandleTable<HeldTransaction> transactions;
    private final HandleTable<Snapshot> snapshots;
    private final HandleTable<HeldCursor> cursors;
    private final HandleTable<Slot<Watch>> watches;

    Handles(SessionLimits limits) {
        transactions =
                new HandleTable<>("transaction", "transactionsMax", limits.transactionsMax());
        snapshots = new HandleTable<>("snapshot", "snapshotsMax", limits.snapshotsMax());
        cursors = new HandleTable<>("cursor", "cursorsMax", limits.cursorsMax());
        watches = new HandleTable<>("watch", "watchesMax", limits.watchesMax());
    }

    HandleTable<HeldTransaction> transactions() {
        return transactions;
    }

    HandleTable<Snapshot> snapshots() {
        return snapshots;
    }

    HandleTable<HeldCursor> cursors() {
        return cursors;
    }

    HandleTable<Slot<Watch>> watches() {
        return watches;
    }

    HeldTransaction transaction(int number) {
        HeldTransaction held = transactions.get(number);
        if (held == null) {
            throw noTransaction(number);
        }
        return held;
    }

    /** Frees the number of a transaction that ends, and those of its cursors. */
    HeldTransaction retireTransaction(int number) {
        HeldTransaction held = transactions.retire(number);
        if (held == null) {
            throw noTransaction(number);
        }
        for (HeldCursor cursor : held.cursors()) {
            cursors.remove(cursor.number(), cursor);
        }
        return held;
    }

    Snapshot snapshot(int number) {
        Snapshot snapshot = snapshots.get(number);
        if (snapshot == null) {
            throw ClosedException.closed("snapshot");
        }
        return snapshot;
    }

    HeldCursor cursor(int number) {
        HeldCursor cursor = cursors.get(number);
        if (cursor == null) {
            throw ClosedException.closed("cursor");
        }
        return cursor;
    }

    /** Takes a cursor out, wherever it is known. */
    void remove(HeldCursor cursor) {
        cursors.remove(cursor.number(), cursor);
        cursors.left(cursor);
        HeldTransaction transaction = cursor.transaction();
        if (transaction != null) {
            transaction.cursors().remove(cursor);
        }
    }

    Slot<Watch> watch(int number) {
        Slot<Watch> watch = watches.get(number);
        if (watch == null) {
            throw ClosedException.closed("watch");
        }
        return watch;
    }

    /**
     * Closes everything. What a lane is using is closed by the lane; only snapshots are waited for,
     * until the calls that read them return.
     *
     * @param runner is told what was dropped
     */
    void closeAll(Runner runner) {
        for (HeldCursor cursor : cursors.all()) {
            if (cursor.transaction() == null) {
                runner.dropped(cursor.lane().end(quietly(cursor.slot()::close)));
            }
        }
        for (HeldTransaction held : transactions.all()) {
            runner.dropped(held.lane().end(quietly(held.transaction()::close)));
        }
        watches.all().forEach(watch -> quietly(watch::close).run());
        snapshots.all().forEach(snapshot -> quietly(snapshot::close).run());
    }

    /** Keeps one object that cannot be closed from keeping others open. */
    private static Runnable quietly(Runnable closing) {
        return () -> {
            try {
                closing.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "what a lost connection had open could not be closed", e);
            }
        };
    }

    private static TransactionStateException noTransaction(int number) {
        return new TransactionStateException(
                "the transaction has ended; begin another one",
                "transaction",
                Integer.toUnsignedString(number));
    }
}
