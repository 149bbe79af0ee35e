package io.cairn.compat.found;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open database in the shape of found. Its keys are in a keyspace of their own, named {@code
 * found}. Thread-safe. The caller closes it.
 */
public final class FoundDatabase implements AutoCloseable {

    private static final String KEYSPACE = "found";

    private final Database database;
    private final Keyspace keyspace;
    private final boolean owned;
    private final Hooks hooks = Hooks.none();

    FoundDatabase(Database database, boolean owned) {
        this.database = database;
        this.keyspace = database.keyspace(KEYSPACE);
        this.owned = owned;
    }

    /**
     * Gives a database this shape.
     *
     * @param database an open database, which stays the caller's to close
     * @return the database
     */
    public static FoundDatabase of(Database database) {
        return new FoundDatabase(Objects.requireNonNull(database, "database"), false);
    }

    /**
     * Returns what is behind it.
     *
     * @return the database
     */
    public Database database() {
        return database;
    }

    /**
     * Returns where all keys are.
     *
     * @return the keyspace
     */
    public Keyspace keyspace() {
        return keyspace;
    }

    /**
     * Returns what runs around its transactions.
     *
     * @return the hooks, to whose lists the caller adds; with none at first
     */
    public Hooks hooks() {
        return hooks;
    }

    FoundTransaction begin(boolean snapshot) {
        Transaction transaction = database.begin(options(snapshot));
        try {
            FoundTransaction tx = new FoundTransaction(this, transaction, System.nanoTime());
            hooks.begin(tx);
            return tx;
        } catch (RuntimeException | Error e) {
            transaction.close();
            throw e;
        }
    }

    <R extends @Nullable Object, X extends Exception> R run(boolean snapshot, Work<R, X> func)
            throws X {
        Objects.requireNonNull(func, "func");
        Tries tries = new Tries();
        R result =
                database.transact(
                        options(snapshot),
                        transaction -> {
                            FoundTransaction tx = tries.begin(this, transaction);
                            hooks.begin(tx);
                            R done = func.run(tx);
                            hooks.commit(tx);
                            return done;
                        });
        tries.end();
        return result;
    }

    private static TransactionOptions options(boolean snapshot) {
        TransactionOptions options = TransactionOptions.defaults();
        return snapshot ? options.asReadOnly() : options;
    }

    /** Closes the database if {@link Found#open} opened it. Calling it again does nothing. */
    @Override
    public void close() {
        if (owned) {
            database.close();
        }
    }

    /** Counts how often work was run, and keeps the transaction of the last time. */
    private static final class Tries {

        private final long begunNanos = System.nanoTime();
        private @Nullable FoundTransaction last;
        private int count;

        FoundTransaction begin(FoundDatabase db, Transaction transaction) {
            FoundTransaction tx = new FoundTransaction(db, transaction, begunNanos);
            last = tx;
            count++;
            return tx;
        }

        void end() {
            Objects.requireNonNull(last, "last").ended(count - 1);
        }
    }
}
