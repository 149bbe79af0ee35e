package io.cairn.compat.sochdb.embedded;

/**
 * Work inside a transaction, which runs once.
 *
 * @param <X> what it may throw; {@link RuntimeException} when nothing checked
 */
@FunctionalInterface
public interface TransactionBlock<X extends Exception> {

    /**
     * Does the work. Throwing aborts the transaction.
     *
     * @param txn the transaction
     * @throws X what the block wants its caller to see
     */
    void run(Transaction txn) throws X;
}
