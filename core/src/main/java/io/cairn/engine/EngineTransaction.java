package io.cairn.engine;

import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;

/**
 * One consistent view plus one commit. Reads through it are tracked for conflicts, unless made
 * through {@link #untracked}; it does not see the transaction's own pending writes. Used by one
 * thread at a time. Closing it without commit aborts it.
 *
 * <p>Every read may throw {@code TransactionTooOldException}; if the transaction was begun as
 * retried, also {@code ConflictException}.
 */
public interface EngineTransaction extends EngineSnapshot {

    /**
     * Returns the same state, but reads through it are not tracked.
     *
     * @return a view that lives as long as this transaction; closing it does nothing
     */
    EngineSnapshot untracked();

    /**
     * Counts a range as read, as if a cursor had walked through all of it. Like a read it fixes the
     * view. Where reads are not tracked, that is all it does.
     *
     * @param keyspace the keyspace's identifier
     * @param range the keys; of an empty range nothing is counted
     * @throws io.cairn.error.LimitException when the transaction has read too much
     */
    void track(int keyspace, KeyRange range);

    /**
     * Creates a watch that fires at the first commit that writes the key and is not contained in
     * this transaction's view, the transaction's own commit excepted. It may be waited for once the
     * transaction has committed.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @return the watch; the caller closes it
     */
    EngineWatch watch(int keyspace, byte[] key);

    /**
     * Commits. With an empty batch nothing is checked and nothing conflicts.
     *
     * @param writes range deletes first, then puts and deletes, no key twice
     * @param durability what the commit must survive when this returns
     * @return the version of the commit; with an empty batch, the version of the view
     * @throws io.cairn.error.ConflictException when a concurrent commit invalidated this one;
     *     nothing was written
     * @throws io.cairn.error.TransactionTooOldException when that can no longer be decided; nothing
     *     was written
     * @throws io.cairn.error.OutcomeUnknownException when the commit was in flight as the engine
     *     failed
     */
    long commit(WriteBatch writes, Durability durability);
}
