package io.cairn.ipc.server.session;

import io.cairn.api.Transaction;
import io.cairn.config.Durability;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction of a client. What is in it is used in its lane only, but for the cursors,
 * whose set is thread-safe.
 */
final class HeldTransaction {

    private final Transaction transaction;
    private final Durability durability;
    private final Lane lane = new Lane();
    private final Set<HeldCursor> cursors = ConcurrentHashMap.newKeySet();
    private volatile boolean written;
    private volatile @Nullable RuntimeException failure;

    /**
     * Holds a transaction.
     *
     * @param transaction the transaction, closed in the lane
     * @param durability what its commit survives
     */
    HeldTransaction(Transaction transaction, Durability durability) {
        this.transaction = transaction;
        this.durability = durability;
    }

    Transaction transaction() {
        return transaction;
    }

    Lane lane() {
        return lane;
    }

    Set<HeldCursor> cursors() {
        return cursors;
    }

    /** Notes that something may have been written. */
    void willWrite() {
        written = true;
    }

    /** Tells whether its commit waits for the disk, as far as is known. */
    boolean commitsSlowly() {
        return written && durability == Durability.SYNC;
    }

    /** Makes the commit fail, since what belongs to the transaction is not in it. */
    void doom(RuntimeException cause) {
        failure = cause;
    }

    /** Returns why it must not commit; null when it may. */
    @Nullable RuntimeException failure() {
        return failure;
    }
}
