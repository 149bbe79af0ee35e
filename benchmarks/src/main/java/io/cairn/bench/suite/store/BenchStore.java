package io.cairn.bench.suite.store;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open store, as a workload sees it. Keys are in unsigned byte order. Thread-safe; whoever opens
 * it closes it.
 *
 * <p>When a writing call returns, its data have the durability that the store was opened with.
 */
public interface BenchStore extends AutoCloseable {

    /**
     * Sets a value.
     *
     * @param key the key
     * @param value its value; not changed by the caller afterwards
     * @throws Exception what the store throws
     */
    void put(byte[] key, byte[] value) throws Exception;

    /**
     * Sets several values, all or none where the store can.
     *
     * @param entries keys and values; the arrays are not changed by the caller afterwards
     * @throws Exception what the store throws
     */
    void putAll(List<Entry> entries) throws Exception;

    /**
     * Reads a value.
     *
     * @param key the key
     * @return the caller's own copy, or null
     * @throws Exception what the store throws
     */
    byte @Nullable [] get(byte[] key) throws Exception;

    /**
     * Reads a value where it lies, or from a copy where the store lends nothing.
     *
     * @param key the key
     * @param audit sees the value
     * @return whether there is one
     * @throws Exception what the store throws
     */
    default boolean getLent(byte[] key, Audit audit) throws Exception {
        byte[] value = get(key);
        if (value == null) {
            return false;
        }
        audit.value(value);
        return true;
    }

    /**
     * Removes a key.
     *
     * @param key the key
     * @throws Exception what the store throws
     */
    void delete(byte[] key) throws Exception;

    /**
     * Reads entries in order.
     *
     * @param scan which
     * @param audit sees them
     * @throws Exception what the store throws
     */
    void scan(Scan scan, Audit audit) throws Exception;

    /**
     * Does work in a transaction, again until it commits.
     *
     * @param work what to do; may run several times
     * @return how many times it ran
     * @throws Exception what the store throws
     */
    int transact(Work work) throws Exception;

    /**
     * Moves everything to where it stays, and syncs it where the store has files.
     *
     * @throws Exception what the store throws
     */
    void flush() throws Exception;

    /**
     * Tells how many bytes of files hold the data.
     *
     * @return their number; 0 without files
     * @throws Exception what the store throws
     */
    long diskBytes() throws Exception;

    /**
     * Tells which other process holds the store.
     *
     * @return its number, or 0 when this one does
     */
    default long serverPid() {
        return 0;
    }

    @Override
    void close() throws Exception;

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work {

        /**
         * Reads and writes.
         *
         * @param tx the transaction; of no use afterwards
         * @throws Exception what the store throws
         */
        void run(Tx tx) throws Exception;
    }

    /** A transaction. Used by one thread. */
    interface Tx {

        /**
         * Reads a value; the transaction commits only if it has not changed meanwhile.
         *
         * @param key the key
         * @return the caller's own copy, or null
         * @throws Exception what the store throws
         */
        byte @Nullable [] get(byte[] key) throws Exception;

        /**
         * Sets a value.
         *
         * @param key the key
         * @param value its value
         * @throws Exception what the store throws
         */
        void put(byte[] key, byte[] value) throws Exception;
    }
}
