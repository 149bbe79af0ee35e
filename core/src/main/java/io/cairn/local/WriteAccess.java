package io.cairn.local;

import io.cairn.api.Entry;
import io.cairn.txn.BufferedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Access} through which one can also write: a transaction, or one transaction for each
 * call.
 */
abstract class WriteAccess extends Access {

    /** Work on pending writes. */
    @FunctionalInterface
    interface Work<R extends @Nullable Object> {
        R on(BufferedTransaction tx);
    }

    WriteAccess(OpenDatabase database) {
        super(database);
    }

    /**
     * Runs work that writes.
     *
     * @param bytes how many bytes of keys and values the work will hold back
     */
    abstract <R extends @Nullable Object> R write(LocalKeyspace keyspace, long bytes, Work<R> work);

    /**
     * Tells whether {@link #put} and {@link #putAll} leave no reference to values behind, so that
     * the user's own may be given.
     */
    boolean copiesValues() {
        return false;
    }

    /** Sets a value without reading; keeps the arrays. */
    abstract void put(LocalKeyspace keyspace, byte[] key, byte[] value);

    /**
     * Sets several values without reading, in their order; keeps the arrays.
     *
     * @param bytes the bytes of all keys and values
     */
    abstract void putAll(LocalKeyspace keyspace, List<Entry> entries, long bytes);

    /** Removes a key without reading; keeps the array. */
    abstract void delete(LocalKeyspace keyspace, byte[] key);

    /** Creates a watch. */
    abstract WatchState watch(LocalKeyspace keyspace, byte[] key);
}
