package io.cairn.compat.found;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Watch;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.CommitStamp;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the module {@code found}: transactions, keys and values, tuples. Stateless; what
 * takes a transaction is used by its thread. All also throw what the database throws.
 *
 * <p>Keys are not empty, though bounds of ranges may be. What is longer than a limit is refused
 * when it is set, not when it is committed.
 */
public final class Found {

    /** The most that there is, at once. */
    public static final StreamingMode STREAMING_MODE_WANT_ALL = StreamingMode.WANT_ALL;

    /** The default. */
    public static final StreamingMode STREAMING_MODE_ITERATOR = StreamingMode.ITERATOR;

    /** As many as the limit says. */
    public static final StreamingMode STREAMING_MODE_EXACT = StreamingMode.EXACT;

    /** Few at once. */
    public static final StreamingMode STREAMING_MODE_SMALL = StreamingMode.SMALL;

    /** Some at once. */
    public static final StreamingMode STREAMING_MODE_MEDIUM = StreamingMode.MEDIUM;

    /** Many at once. */
    public static final StreamingMode STREAMING_MODE_LARGE = StreamingMode.LARGE;

    /** As many at once as is fast for one client. */
    public static final StreamingMode STREAMING_MODE_SERIAL = StreamingMode.SERIAL;

    private Found() {}

    /**
     * Opens a database. There is no cluster file and so no default place.
     *
     * @param url what to open, as {@link Cairn#open(String)} takes it
     * @return the database; the caller closes it
     */
    public static FoundDatabase open(String url) {
        Database database = Cairn.open(url);
        try {
            return new FoundDatabase(database, true);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /**
     * Runs work in a transaction, again after a conflict.
     *
     * @param db the database
     * @param func the work
     * @param <R> its result
     * @param <X> what it may throw
     * @return its result
     * @throws X when the work throws it; nothing was written then
     */
    public static <R extends @Nullable Object, X extends Exception> R transactional(
            FoundDatabase db, Work<R, X> func) throws X {
        return db.run(false, func);
    }

    /**
     * Runs work in a transaction, again after a conflict.
     *
     * @param db the database
     * @param func the work
     * @param snapshot true for a view that never conflicts and in which writes are refused
     * @param <R> its result
     * @param <X> what it may throw
     * @return its result
     * @throws X when the work throws it; nothing was written then
     */
    public static <R extends @Nullable Object, X extends Exception> R transactional(
            FoundDatabase db, Work<R, X> func, boolean snapshot) throws X {
        return db.run(snapshot, func);
    }

    /**
     * As {@link #transactional(FoundDatabase, Work)}, with an argument.
     *
     * @param db the database
     * @param func the work
     * @param a the argument
     * @param <A> the argument
     * @param <R> the result
     * @param <X> what the work may throw
     * @return the work's result
     * @throws X when the work throws it; nothing was written then
     */
    public static <A extends @Nullable Object, R extends @Nullable Object, X extends Exception>
            R transactional(FoundDatabase db, Work.With1<A, R, X> func, A a) throws X {
        return db.<R, X>run(false, tx -> func.run(tx, a));
    }

    /**
     * As {@link #transactional(FoundDatabase, Work)}, with two arguments.
     *
     * @param db the database
     * @param func the work
     * @param a the first argument
     * @param b the second argument
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <R> the result
     * @param <X> what the work may throw
     * @return the work's result
     * @throws X when the work throws it; nothing was written then
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R transactional(FoundDatabase db, Work.With2<A, B, R, X> func, A a, B b) throws X {
        return db.<R, X>run(false, tx -> func.run(tx, a, b));
    }

    /**
     * As {@link #transactional(FoundDatabase, Work)}, with three arguments. Work with more is
     * written as a lambda.
     *
     * @param db the database
     * @param func the work
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <C> the third argument
     * @param <R> the result
     * @param <X> what the work may throw
     * @return the work's result
     * @throws X when the work throws it; nothing was written then
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R transactional(FoundDatabase db, Work.With3<A, B, C, R, X> func, A a, B b, C c)
                    throws X {
        return db.<R, X>run(false, tx -> func.run(tx, a, b, c));
    }

    /**
     * Begins a transaction that is not run again. What found commits when its block ends is
     * committed by {@link #commit} as the last statement of the block, since Java's blocks end
     * alike with and without an exception.
     *
     * @param db the database
     * @return the transaction; the caller closes it
     */
    public static FoundTransaction transaction(FoundDatabase db) {
        return db.begin(false);
    }

    /**
     * Commits a transaction that {@link #transaction} began.
     *
     * @param tx the transaction
     * @throws io.cairn.error.RetryableException when it conflicts; nothing was written
     */
    public static void commit(FoundTransaction tx) {
        tx.commit();
    }

    /**
     * Returns the version of a commit.
     *
     * @param tx a transaction that {@link #commit} has committed
     * @return the version, rising from commit to commit
     * @throws io.cairn.error.TransactionStateException when it was not
     */
    public static long getCommittedVersion(FoundTransaction tx) {
        return tx.committedVersion();
    }

    /**
     * Returns what a commit has written in the place of incomplete versionstamps.
     *
     * @param tx a transaction that {@link #commit} has committed
     * @return ten bytes, owned by the caller
     * @throws io.cairn.error.TransactionStateException when it was not
     */
    public static byte[] getVersionstamp(FoundTransaction tx) {
        return CommitStamp.of(tx.committedVersion());
    }

    /**
     * Reads a value.
     *
     * @param tx the transaction
     * @param key the key
     * @return the value, owned by the caller, or null when there is none
     */
    public static byte @Nullable [] get(FoundTransaction tx, byte[] key) {
        return tx.view().get(key);
    }

    /**
     * Sets a value.
     *
     * @param tx the transaction
     * @param key the key
     * @param value the value
     */
    public static void set(FoundTransaction tx, byte[] key, byte[] value) {
        tx.view().put(key, value);
    }

    /**
     * Removes a key; an absent one is no error.
     *
     * @param tx the transaction
     * @param key the key
     */
    public static void clear(FoundTransaction tx, byte[] key) {
        tx.view().delete(key);
    }

    /**
     * Removes the keys of a range.
     *
     * @param tx the transaction
     * @param key the first key inside
     * @param other the first key outside, or null to remove the one key
     */
    public static void clear(FoundTransaction tx, byte[] key, byte @Nullable [] other) {
        if (other == null) {
            clear(tx, key);
        } else {
            tx.view().deleteRange(KeyRange.of(key, other));
        }
    }

    /**
     * Finds all keys between two; see {@link #query(FoundTransaction, byte[], byte[], long)}.
     *
     * @param tx the transaction
     * @param key where to start
     * @param other where to end
     * @return keys with their values, found one by one
     */
    public static Iterable<Entry> query(FoundTransaction tx, byte[] key, byte[] other) {
        return query(tx, key, other, 0);
    }

    /**
     * Finds keys between two. When the first is smaller, in order and without the second. Otherwise
     * in reverse order, from the first on and with both: found does so, though its documentation
     * says otherwise.
     *
     * @param tx the transaction
     * @param key where to start
     * @param other where to end
     * @param limit the most that are found; 0 for all
     * @return keys with their values, found one by one in the transaction; each iterator looks anew
     * @throws InvalidArgumentException when the limit is negative
     */
    public static Iterable<Entry> query(FoundTransaction tx, byte[] key, byte[] other, long limit) {
        ScanOptions options = ScanOptions.all().limit(limit == 0 ? Long.MAX_VALUE : limit);
        return Bytes.compare(key, other) < 0
                ? walk(tx, KeyRange.of(key, other), options)
                : walk(tx, KeyRange.of(other, Bytes.after(key)), options.reverse());
    }

    /**
     * Finds keys between two; see {@link #query(FoundTransaction, byte[], byte[], long)}.
     *
     * @param tx the transaction
     * @param key where to start
     * @param other where to end
     * @param limit the most that are found; 0 for all
     * @param mode changes nothing
     * @return keys with their values, found one by one
     * @throws InvalidArgumentException when the limit is negative
     */
    public static Iterable<Entry> query(
            FoundTransaction tx, byte[] key, byte[] other, long limit, StreamingMode mode) {
        Objects.requireNonNull(mode, "mode");
        return query(tx, key, other, limit);
    }

    private static Iterable<Entry> walk(FoundTransaction tx, KeyRange range, ScanOptions options) {
        return new Walk<>(
                () -> tx.view().scan(range, options),
                Cursor::next,
                cursor -> new Entry(cursor.key(), cursor.value()),
                Cursor::close);
    }

    /**
     * Finds the key that a selector names.
     *
     * @param tx the transaction
     * @param selector the selector
     * @return the key, owned by the caller; empty when it would be before all keys, and the one
     *     byte FF when it would be behind them
     */
    public static byte[] getKey(FoundTransaction tx, KeySelector selector) {
        return selector.resolve(tx.view());
    }

    /**
     * Returns the first byte string behind all that begin with a key.
     *
     * @param key the key
     * @return the byte string, owned by the caller
     * @throws InvalidArgumentException when there is none: the key is empty or has only bytes FF
     */
    public static byte[] nextPrefix(byte[] key) {
        byte[] next = Bytes.prefixEnd(key);
        if (next == null) {
            throw new InvalidArgumentException(
                    "a key must have a byte other than FF to have a next prefix",
                    "key",
                    Bytes.describe(key));
        }
        return next;
    }

    /**
     * Adds up the lengths of keys and values. It walks them, so the result is exact and takes time;
     * reading them is no reason for a conflict.
     *
     * @param tx the transaction
     * @param begin the first key inside
     * @param end the first key outside
     * @return the bytes of all keys and values
     */
    public static long estimatedSizeBytes(FoundTransaction tx, byte[] begin, byte[] end) {
        return Extent.bytes(untracked(tx), KeyRange.of(begin, end));
    }

    /**
     * Divides a range into chunks of about a size. It walks the range, as {@link
     * #estimatedSizeBytes}.
     *
     * @param tx the transaction
     * @param begin the first key inside
     * @param end the first key outside
     * @param chunkSize the length of keys and values in a chunk, in bytes
     * @return the keys at which chunks begin, in order and without the first
     * @throws InvalidArgumentException when the size is not positive
     */
    public static List<byte[]> getRangeSplitPoints(
            FoundTransaction tx, byte[] begin, byte[] end, long chunkSize) {
        if (chunkSize <= 0) {
            throw new InvalidArgumentException(
                    "the size of a chunk must be positive", "chunkSize", chunkSize);
        }
        return Extent.splitPoints(untracked(tx), KeyRange.of(begin, end), chunkSize);
    }

    private static ReadView untracked(FoundTransaction tx) {
        return tx.scope().untracked().in(tx.keyspace());
    }

    /**
     * Counts a range as read: the commit conflicts with what others write there meanwhile. There
     * are no write conflict ranges.
     *
     * @param tx the transaction
     * @param begin the first key inside
     * @param end the first key outside
     */
    public static void addConflictRange(FoundTransaction tx, byte[] begin, byte[] end) {
        tx.scope().track(tx.keyspace(), KeyRange.of(begin, end));
    }

    /**
     * Watches a key. The watch is armed when the transaction has committed.
     *
     * @param tx the transaction
     * @param key the key
     * @return fires when another transaction writes the key, also the same value; the caller closes
     *     it
     */
    public static Watch watch(FoundTransaction tx, byte[] key) {
        return tx.view().watch(key);
    }

    /**
     * Packs a tuple.
     *
     * @param tuple the tuple
     * @return its bytes, owned by the caller
     * @throws InvalidArgumentException when a versionstamp in it is incomplete
     */
    public static byte[] pack(Tuple tuple) {
        return tuple.pack();
    }

    /**
     * Packs a tuple with an incomplete versionstamp for {@link Atomic#setVersionstampedKey} or
     * {@link Atomic#setVersionstampedValue}.
     *
     * @param tuple the tuple
     * @return its bytes and, in four more, little-endian, where in them the versionstamp begins
     * @throws InvalidArgumentException when it has no incomplete versionstamp, or several
     */
    public static byte[] packWithVersionstamp(Tuple tuple) {
        StampedEntry packed = Subspace.ofPrefix(Bytes.EMPTY).stamped(tuple, Tuple.empty());
        return ByteBuffer.allocate(packed.key().length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(packed.key())
                .putInt(packed.keyAt())
                .array();
    }

    /**
     * Unpacks a tuple.
     *
     * @param bytes what {@link #pack} returned
     * @return the tuple
     * @throws InvalidArgumentException when the bytes are no tuple; it says where
     */
    public static Tuple unpack(byte[] bytes) {
        return Tuple.unpack(bytes);
    }

    /**
     * Collects what a query finds.
     *
     * @param iterator what is found
     * @param <T> of what type
     * @return all of it, in memory; the caller's to change
     */
    public static <T> List<T> all(Iterable<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEach(all::add);
        return all;
    }

    /**
     * Cuts off what a query finds.
     *
     * @param iterator what is found
     * @param length how much of it is left; 0 for nothing
     * @param <T> of what type
     * @return the first of it, one by one
     * @throws InvalidArgumentException when the length is negative
     */
    public static <T> Iterable<T> limit(Iterable<T> iterator, long length) {
        if (length < 0) {
            throw new InvalidArgumentException(
                    "the most that is left must not be negative", "length", length);
        }
        return () -> StreamSupport.stream(iterator.spliterator(), false).limit(length).iterator();
    }
}
