package io.cairn.api;

import org.jspecify.annotations.Nullable;

/**
 * Work inside a transaction. It may run more than once, so it must have no effects outside the
 * transaction.
 *
 * @param <R> its result
 * @param <X> what it may throw; {@link RuntimeException} when nothing checked
 */
@FunctionalInterface
public interface TransactionBody<R extends @Nullable Object, X extends Exception> {

    /**
     * Does the work. Throwing aborts the transaction and reaches the caller of {@code transact}.
     *
     * @param tx the transaction, which the body must not keep, commit or close
     * @return the result of {@code transact}
     * @throws X what the body wants its caller to see
     */
    R run(Transaction tx) throws X;
}
