package io.cairn.api;

import io.cairn.bytes.KeyRange;

/**
 * A private view that holds back its writes until {@link #commit}. Used by one thread at a time: a
 * second thread gets {@link io.cairn.error.TransactionStateException}. Whoever began it closes it;
 * closing it uncommitted aborts it. Views and cursors taken from it die with it.
 *
 * <p>Any read may throw {@link io.cairn.error.RetryableException}; then the transaction is aborted
 * and its whole work must be run again, as {@link Database#transact} does.
 */
public interface Transaction extends WriteView, TransactionScope, AutoCloseable {

    /**
     * Returns a number that no other transaction of this open database has.
     *
     * @return a positive number
     */
    long id();

    /**
     * Returns the same state, own writes included, whose reads cause no conflicts.
     *
     * @return a view that lives as long as this transaction
     */
    ReadView untracked();

    /**
     * Counts a range of the default keyspace as read by this transaction.
     *
     * <p>See {@link #track(Keyspace, KeyRange)}.
     *
     * @param range the keys; of an empty range nothing is counted
     * @throws io.cairn.error.LimitException when the transaction has read too much
     * @throws io.cairn.error.TransactionStateException when it has ended
     */
    void track(KeyRange range);

    /**
     * Counts a range as read by this transaction: its commit then conflicts with every concurrent
     * commit that writes into the range. Nothing is read.
     *
     * <p>Meant for what was read through {@link #untracked}, such as pages fetched ahead of which
     * only a part was used. Like a read it fixes the state that the transaction sees. What this
     * transaction writes itself does not shorten the range. In a read-only transaction and under
     * {@link IsolationLevel#SNAPSHOT} reads do not conflict, nor does this.
     *
     * @param keyspace the keyspace
     * @param range the keys; of an empty range nothing is counted
     * @throws io.cairn.error.InvalidArgumentException when the keyspace is not one of this database
     * @throws io.cairn.error.LimitException when the transaction has read too much
     * @throws io.cairn.error.TransactionStateException when it has ended
     */
    void track(Keyspace keyspace, KeyRange range);

    /**
     * Commits.
     *
     * @return the version (log sequence number) of this commit; of the view, when nothing was
     *     written
     * @throws io.cairn.error.RetryableException when it conflicts; nothing was written
     * @throws io.cairn.error.VetoException when a hook refused; nothing was written
     * @throws io.cairn.error.OutcomeUnknownException when the database failed while the commit was
     *     in flight
     * @throws io.cairn.error.TransactionStateException when it has ended before
     */
    long commit();

    /**
     * Discards all writes. Doing it again, or after a failed commit, does nothing.
     *
     * @throws io.cairn.error.TransactionStateException after a successful commit
     */
    void abort();

    /**
     * Returns where the transaction is in its life.
     *
     * @return the state
     */
    TransactionState state();

    /** Aborts unless committed, and releases everything. Calling it again does nothing. */
    @Override
    void close();
}
