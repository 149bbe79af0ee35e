package io.cairn.api;

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
