package io.cairn.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open ordered map from bytes to bytes. Thread-safe. Whoever opened it closes it; closing never
 * deletes data.
 *
 * <p>A database is itself a {@link WriteView} of the default keyspace on which every call is a
 * transaction of its own: a single read sees the newest state, a multiple read one state, a write
 * is atomic, as durable as configured, and retried on conflict. For several calls that belong
 * together use {@link #transact}.
 */
public interface Database extends WriteView, TransactionScope, AutoCloseable {

    /**
     * Begins a transaction with default options.
     *
     * @return the transaction; the caller closes it
     */
    Transaction begin();

    /**
     * Begins a transaction.
     *
     * @param options how it reads, conflicts and commits
     * @return the transaction; the caller closes it
     * @throws io.cairn.error.LimitException when too many are open
     */
    Transaction begin(TransactionOptions options);

    /**
     * Runs a body in a transaction with options; see {@link TransactionScope#transact}.
     *
     * @param options how it reads, conflicts and commits
     * @param body the work; it may run more than once
     * @param <R> the body's result
     * @param <X> what the body may throw
     * @return the body's result
     * @throws X when the body throws it; nothing is written then
     */
    <R extends @Nullable Object, X extends Exception> R transact(
            TransactionOptions options, TransactionBody<R, X> body) throws X;

    /**
     * Freezes the newest state.
     *
     * @return the snapshot; the caller closes it
     * @throws io.cairn.error.LimitException when too many are open
     */
    Snapshot snapshot();

    /**
     * Creates a keyspace unless it exists. Not part of any transaction; durable when this returns.
     *
     * @param name its name; not empty and not beginning with {@code cairn.}
     * @return the keyspace
     */
    Keyspace keyspace(String name);

    /**
     * Lists the keyspaces that users made.
     *
     * @return their names, sorted; without the default keyspace
     */
    Set<String> keyspaceNames();

    /**
     * Removes a keyspace with everything in it. Waits, within the limits, for transactions,
     * snapshots and cursors that are open.
     *
     * @param keyspace the keyspace; later use of it is refused
     */
    void dropKeyspace(Keyspace keyspace);

    /**
     * Waits until a key is present and reads it; with CONSUME, each value is delivered to exactly
     * one taker.
     *
     * @param key the key
     * @param modes CONSUME matters
     * @param timeout the longest wait
     * @return the value; empty when the time ran out
     * @throws InterruptedException when the thread is interrupted
     */
    default Optional<byte[]> await(byte[] key, Modes modes, Duration timeout)
            throws InterruptedException {
        return awaitAll(List.of(Objects.requireNonNull(key, "key")), modes, timeout)
                .map(List::getFirst);
    }

    /**
     * Waits until all keys are present and reads them from one state; with CONSUME, removes them in
     * the same transaction.
     *
     * @param keys the keys
     * @param modes CONSUME matters
     * @param timeout the longest wait
     * @return the values in the order of the keys; empty when the time ran out
     * @throws InterruptedException when the thread is interrupted
     */
    default Optional<List<byte[]>> awaitAll(List<byte[]> keys, Modes modes, Duration timeout)
            throws InterruptedException {
        return waiting().awaitAll(keys, modes, timeout);
    }

    /**
     * Returns the waiting forms of reads and deletes, for the default keyspace.
     *
     * @return a thread-safe object that lives as long as this database
     */
    Waiting waiting();

    /**
     * Returns the waiting forms of reads and deletes, for a keyspace.
     *
     * @param keyspace the keyspace
     * @return a thread-safe object that lives as long as this database
     */
    Waiting waiting(Keyspace keyspace);

    /**
     * Adds code that runs at every commit.
     *
     * @param hook the code
     * @return closes to remove the hook
     * @throws io.cairn.error.UnsupportedRequestException when the database runs in another process,
     *     which cannot call back
     */
    Registration addCommitHook(CommitHook hook);

    /**
     * Forces everything committed so far to disk and shortens the log.
     *
     * @return a version at least as high as that of every commit that returned before the call, in
     *     the same number space as {@link Transaction#commit}
     */
    long checkpoint();

    /**
     * Reads the counters; cheap enough for a monitoring loop.
     *
     * @return the counters now
     */
    Stats stats();

    /**
     * Writes a copy of the current state into a new directory, while writers go on; it opens as a
     * database of the same kind.
     *
     * @param directory the directory to create
     * @throws io.cairn.error.UnsupportedRequestException when the engine keeps nothing on disk
     */
    void exportTo(Path directory);

    /**
     * Closes cursors, snapshots and transactions that are open, then the engine. Waits, within the
     * limits, for calls in flight. Calling it again does nothing.
     */
    @Override
    void close();

    /** The forms of reads and deletes that wait for keys to appear. Thread-safe. */
    interface Waiting {

        /**
         * Waits until all keys are present and reads them from one state; with CONSUME, removes
         * them in the same transaction.
         *
         * @param keys the keys
         * @param modes CONSUME matters
         * @param timeout the longest wait
         * @return the values in the order of the keys; empty when the time ran out
         * @throws InterruptedException when the thread is interrupted
         * @throws io.cairn.error.ClosedException when the database is closed meanwhile
         */
        Optional<List<byte[]>> awaitAll(List<byte[]> keys, Modes modes, Duration timeout)
                throws InterruptedException;

        /**
         * Waits until all keys are present.
         *
         * @param keys the keys
         * @param timeout the longest wait
         * @return which keys are present: all of them, or, when the time ran out, those that were
         * @throws InterruptedException when the thread is interrupted
         */
        BitSet awaitExists(List<byte[]> keys, Duration timeout) throws InterruptedException;

        /**
         * Waits until a key is present and returns its value's length.
         *
         * @param key the key
         * @param timeout the longest wait
         * @return the length in bytes; empty when the time ran out
         * @throws InterruptedException when the thread is interrupted
         */
        OptionalLong awaitLength(byte[] key, Duration timeout) throws InterruptedException;

        /**
         * Waits until a key is present and removes it.
         *
         * @param key the key
         * @param timeout the longest wait
         * @return true when this call removed it; false when the time ran out
         * @throws InterruptedException when the thread is interrupted
         */
        boolean awaitDelete(byte[] key, Duration timeout) throws InterruptedException;
    }
}
