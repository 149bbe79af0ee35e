package io.cairn.compat.sochdb.embedded;

import io.cairn.api.TransactionState;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.sql.SqlResult;
import java.util.Objects;

/**
 * Reads and writes that belong together; made by {@link Database#transaction}, and ended by {@link
 * #commit} or {@link #abort}. Used by one thread at a time. Closing one that has not ended aborts
 * it, so it can stand in a try statement.
 *
 * <p>It reads one state and its own writes, and is serializable: its commit throws {@link
 * TransactionError} when another commit has meanwhile changed what it read.
 */
public final class Transaction extends KeyValues implements AutoCloseable {

    private final io.cairn.api.Transaction tx;
    private final Sql sql;
    private boolean ended;

    Transaction(io.cairn.api.Transaction tx, Sql sql) {
        this.tx = tx;
        this.sql = sql;
    }

    /**
     * Runs an SQL statement in this transaction; see {@link Database#executeSql}. When it fails,
     * nothing of it is in the transaction, which can go on.
     *
     * @param statement one statement
     * @return rows, or how many were changed
     * @throws TransactionError when the transaction has ended or conflicts
     * @throws DatabaseError when the statement is wrong, not supported, or breaks a constraint
     */
    public SqlResult execute(String statement) {
        Objects.requireNonNull(statement, "statement");
        return Translated.call(() -> {
            view();
            return sql.execute(tx, statement);
        });
    }

    /**
     * Returns a number that no other transaction of this open database has.
     *
     * @return a positive number
     */
    public long id() {
        return tx.id();
    }

    /**
     * Commits.
     *
     * @return the log sequence number of this commit, which grows from commit to commit; when
     *     nothing was written, that of the state it has read
     * @throws TransactionError when it has ended before or conflicts, and nothing was written; with
     *     an {@link io.cairn.error.OutcomeUnknownException} as its cause when nobody knows whether
     *     it was
     * @throws DatabaseError when the database failed
     */
    public long commit() {
        switch (tx.state()) {
            case ACTIVE -> {}
            case COMMITTED -> throw alreadyCommitted();
            case ABORTED -> throw new TransactionError("Transaction already aborted", null);
            case UNKNOWN -> throw alreadyCompleted();
        }
        ended = true;
        try {
            return Translated.call(tx::commit);
        } finally {
            tx.close();
        }
    }

    /**
     * Discards what was written. Doing it again does nothing.
     *
     * @throws TransactionError when it was committed
     */
    public void abort() {
        if (tx.state() == TransactionState.COMMITTED) {
            throw alreadyCommitted();
        }
        close();
    }

    /** Aborts it unless it has ended. Calling it again does nothing. */
    @Override
    public void close() {
        ended = true;
        Translated.run(tx::close);
    }

    /**
     * Tells whether its user has ended it; a transaction that failed by itself has not ended so.
     */
    boolean wasEnded() {
        return ended;
    }

    @Override
    WriteView view() {
        if (tx.state() != TransactionState.ACTIVE) {
            throw alreadyCompleted();
        }
        return tx;
    }

    @Override
    Entries inBatches(KeyRange range, int batchSize) {
        return Entries.inBatches(view(), range, batchSize, () -> {});
    }

    private static TransactionError alreadyCommitted() {
        return new TransactionError("Transaction already committed", null);
    }

    private static TransactionError alreadyCompleted() {
        return new TransactionError("Transaction already completed", null);
    }
}
