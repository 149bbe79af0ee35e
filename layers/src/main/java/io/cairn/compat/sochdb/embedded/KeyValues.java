package io.cairn.compat.sochdb.embedded;

import io.cairn.api.Cursor;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with keys and values, on a {@link Database} each call by itself, in a {@link
 * Transaction} all together. Thread safety and lifetime are those of the object.
 *
 * <p>Every method throws {@link TransactionError} when the transaction has ended or conflicts, and
 * {@link DatabaseError} for everything else that Cairn refuses. Arguments are copied before a
 * method returns; arrays that are returned are the caller's.
 */
public abstract sealed class KeyValues permits Database, Transaction {

    /** How many entries {@link #scanBatched(byte[], byte[])} fetches at a time. */
    public static final int BATCH_SIZE = 1_000;

    KeyValues() {}

    /** Returns what can be read and written, after a check that it still can. */
    abstract WriteView view();

    /** Opens a scan in batches of one state. */
    abstract Entries inBatches(KeyRange range, int batchSize);

    /**
     * Sets a value.
     *
     * @param key the key; not empty
     * @param value the value; may be empty
     */
    public void put(byte[] key, byte[] value) {
        Translated.run(() -> view().put(key, value));
    }

    /**
     * Reads a value.
     *
     * @param key the key
     * @return the value, or null when absent; an empty value is not absent
     */
    public byte @Nullable [] get(byte[] key) {
        return Translated.<byte @Nullable []>call(() -> view().get(key));
    }

    /**
     * Removes a key; does nothing when it is absent.
     *
     * @param key the key
     */
    public void delete(byte[] key) {
        Translated.run(() -> view().delete(key));
    }

    /**
     * Sets the value at a path.
     *
     * @param path segments with {@code /} between them, none of them empty, such as {@code
     *     users/alice/email}; its UTF-8 bytes are the key
     * @param value the value; may be empty
     */
    public void putPath(String path, byte[] value) {
        Translated.run(() -> view().put(KeyPath.parse(path), value));
    }

    /**
     * Reads the value at a path.
     *
     * @param path segments with {@code /} between them, none of them empty
     * @return the value, or null when absent
     */
    public byte @Nullable [] getPath(String path) {
        return Translated.<byte @Nullable []>call(() -> view().get(KeyPath.parse(path)));
    }

    /**
     * Removes the value at a path; what is below it stays.
     *
     * @param path segments with {@code /} between them, none of them empty
     */
    public void deletePath(String path) {
        Translated.run(() -> view().delete(KeyPath.parse(path)));
    }

    /**
     * Goes through all entries of one state.
     *
     * @return the entries; the caller closes it, or goes to its end
     */
    public Scan scan() {
        return scan(KeyRange.all());
    }

    /**
     * Goes through a range of one state.
     *
     * @param start the first key inside; empty for no bound
     * @param end the first key outside; empty for no bound
     * @return the entries; the caller closes it, or goes to its end
     */
    public Scan scan(byte[] start, byte[] end) {
        return scan(range(start, end));
    }

    /**
     * Goes through the keys that begin with a prefix, in one state.
     *
     * @param prefix the prefix; of any length, and empty for all keys
     * @return the entries; the caller closes it, or goes to its end
     */
    public Scan scanPrefix(byte[] prefix) {
        return scan(KeyRange.prefix(prefix));
    }

    /**
     * Goes through a range in batches of {@link #BATCH_SIZE} entries; see {@link
     * #scanBatched(byte[], byte[], int)}.
     *
     * @param start the first key inside; empty for no bound
     * @param end the first key outside; empty for no bound
     * @return the entries; the caller closes it, or goes to its end
     */
    public Scan scanBatched(byte[] start, byte[] end) {
        return scanBatched(start, end, BATCH_SIZE);
    }

    /**
     * Goes through a range, fetching many entries at a time, which are kept in memory. The entries
     * are those of {@link #scan(byte[], byte[])}; but what a transaction writes while it goes
     * through them is seen in batches fetched later.
     *
     * @param start the first key inside; empty for no bound
     * @param end the first key outside; empty for no bound
     * @param batchSize how many are fetched at a time; {@link #BATCH_SIZE} when not positive
     * @return the entries; the caller closes it, or goes to its end
     */
    public Scan scanBatched(byte[] start, byte[] end, int batchSize) {
        KeyRange range = range(start, end);
        int size = batchSize > 0 ? batchSize : BATCH_SIZE;
        return new Scan(Translated.call(() -> inBatches(range, size)));
    }

    private Scan scan(KeyRange range) {
        Cursor cursor = Translated.call(() -> view().scan(range));
        return new Scan(Entries.of(cursor));
    }

    private static KeyRange range(byte[] start, byte[] end) {
        return KeyRange.of(start, end.length == 0 ? null : end);
    }
}
