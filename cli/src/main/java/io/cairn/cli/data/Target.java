package io.cairn.cli.data;

import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.cli.terminal.Streams;
import org.jspecify.annotations.Nullable;

/**
 * What an operation works on. Lives as long as the database or transaction it was made from.
 *
 * @param scope runs several calls as one transaction
 * @param view single reads and writes
 * @param keyspace the keyspace that the view shows, or null for the default one
 * @param streams where to print
 */
public record Target(
        TransactionScope scope, WriteView view, @Nullable Keyspace keyspace, Streams streams) {

    /**
     * Makes a target of a database or a transaction.
     *
     * @param everything the database or the transaction
     * @param keyspace a keyspace of it, or null for the default one
     * @param streams where to print
     * @param <T> database or transaction
     * @return the target
     */
    public static <T extends TransactionScope & WriteView> Target of(
            T everything, @Nullable Keyspace keyspace, Streams streams) {
        return new Target(
                everything,
                keyspace == null ? everything : everything.in(keyspace),
                keyspace,
                streams);
    }

    /**
     * Finds this target's keyspace inside a transaction.
     *
     * @param tx a transaction
     * @return its view of the keyspace
     */
    public WriteView in(Transaction tx) {
        return keyspace == null ? tx : tx.in(keyspace);
    }
}
