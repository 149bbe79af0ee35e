package io.cairn.ipc.client;

import org.jspecify.annotations.Nullable;

/**
 * The result of one operation of a {@link RemoteDatabase#batch}. Thread-safe once the batch has
 * run; valid for ever.
 *
 * @param <T> the result's type
 */
public interface Pipelined<T extends @Nullable Object> {

    /**
     * Returns the result.
     *
     * @return what the operation gave
     * @throws io.cairn.error.CairnException what went wrong with this operation
     * @throws io.cairn.error.TransactionStateException when the batch has not run
     */
    T get();
}
