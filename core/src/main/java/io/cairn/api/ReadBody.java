package io.cairn.api;

import org.jspecify.annotations.Nullable;

/**
 * Reads on one consistent state.
 *
 * @param <R> its result
 * @param <X> what it may throw; {@link RuntimeException} when nothing checked
 */
@FunctionalInterface
public interface ReadBody<R extends @Nullable Object, X extends Exception> {

    /**
     * Does the reads.
     *
     * @param view the state, which the body must not keep
     * @return the result of {@code read}
     * @throws X what the body wants its caller to see
     */
    R run(ReadView view) throws X;
}
