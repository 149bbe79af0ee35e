package io.cairn.compat.found;

import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.tuple.Subspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a {@link FoundDatabase}, which the functions of this package take first. Used by
 * one thread at a time. One that {@link Found#transaction} began is closed by the caller; one that
 * {@link Found#transactional} gives to its work ends with the work.
 */
public final class FoundTransaction implements AutoCloseable {

    private final FoundDatabase db;
    private final Transaction transaction;
    private final WriteView view;
    private final long begunNanos;
    private final Map<String, @Nullable Object> vars = new HashMap<>();
    private final Map<Subspace, UUID> changes = new HashMap<>();
    private @Nullable Long committed;

    FoundTransaction(FoundDatabase db, Transaction transaction, long begunNanos) {
        this.db = db;
        this.transaction = transaction;
        this.view = transaction.in(db.keyspace());
        this.begunNanos = begunNanos;
    }

    /**
     * Returns what layers and other code of Cairn take to work in this transaction.
     *
     * @return the transaction, which the caller neither commits nor closes
     */
    public Transaction scope() {
        return transaction;
    }

    /**
     * Returns where all keys are.
     *
     * @return the keyspace
     */
    public Keyspace keyspace() {
        return db.keyspace();
    }

    /**
     * Returns a scratch map for the extent of this try: it is empty again when the work is run
     * again.
     *
     * @return a map to be changed by the caller
     */
    public Map<String, @Nullable Object> vars() {
        return vars;
    }

    WriteView view() {
        return view;
    }

    /** The change that goes on, of each {@link VnStore}. */
    Map<Subspace, UUID> changes() {
        return changes;
    }

    void commit() {
        db.hooks().commit(this);
        committed = transaction.commit();
        ended(0);
    }

    void ended(int retries) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begunNanos);
        db.hooks().postCommit(this, new TransactionStats(retries, elapsed));
    }

    long committedVersion() {
        Long version = committed;
        if (version == null) {
            throw new TransactionStateException(
                    "the version is known once Found.commit has returned; transactional does not tell it");
        }
        return version;
    }

    /** Aborts unless committed. Calling it again does nothing. */
    @Override
    public void close() {
        transaction.close();
    }
}
