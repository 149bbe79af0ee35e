package io.cairn.api;

import org.jspecify.annotations.Nullable;

/**
 * Where transactional work can run. A {@link Database} begins a transaction, commits it and retries
 * on conflict; a {@link Transaction} just runs the body inside itself. Functions written against
 * this type work alone and as parts of larger transactions.
 */
public interface TransactionScope {

    /**
     * Runs a body in a transaction. On a database: commits when the body returns, aborts when it
     * throws, and runs it again after a conflict, with backoff, within the limits of {@link
     * io.cairn.config.Limits}. On a transaction: runs it once, inside.
     *
     * @param body the work; it may run more than once
     * @param <R> the body's result
     * @param <X> what the body may throw
     * @return the body's result
     * @throws X when the body throws it; nothing is written then
     * @throws io.cairn.error.RetryableException when the limits on retries are used up; nothing was
     *     written
     */
    <R extends @Nullable Object, X extends Exception> R transact(TransactionBody<R, X> body)
            throws X;

    /**
     * Runs reads on one consistent state. On a database: the newest one; it never conflicts. On a
     * transaction: its own view.
     *
     * @param body the reads
     * @param <R> the body's result
     * @param <X> what the body may throw
     * @return the body's result
     * @throws X when the body throws it
     */
    <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body) throws X;
}
