package io.cairn.compat.found;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Found#transactional} runs. It may run more than once, so it must have no effects
 * outside the transaction. The nested types are the same with arguments.
 *
 * @param <R> its result
 * @param <X> what it may throw; {@link RuntimeException} when nothing checked
 */
@FunctionalInterface
public interface Work<R extends @Nullable Object, X extends Exception> {

    /**
     * Does the work. Throwing aborts the transaction.
     *
     * @param tx the transaction, which must not be kept, committed or closed
     * @return the result of {@code transactional}
     * @throws X what the caller is to see
     */
    R run(FoundTransaction tx) throws X;

    /**
     * Work with one argument.
     *
     * @param <A> the argument
     * @param <R> its result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface With1<A extends @Nullable Object, R extends @Nullable Object, X extends Exception> {

        /**
         * Does the work; see {@link Work#run}.
         *
         * @param tx the transaction
         * @param a the argument
         * @return the result of {@code transactional}
         * @throws X what the caller is to see
         */
        R run(FoundTransaction tx, A a) throws X;
    }

    /**
     * Work with two arguments.
     *
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <R> its result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface With2<
            A extends @Nullable Object,
            B extends @Nullable Object,
            R extends @Nullable Object,
            X extends Exception> {

        /**
         * Does the work; see {@link Work#run}.
         *
         * @param tx the transaction
         * @param a the first argument
         * @param b the second argument
         * @return the result of {@code transactional}
         * @throws X what the caller is to see
         */
        R run(FoundTransaction tx, A a, B b) throws X;
    }

    /**
     * Work with three arguments.
     *
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <C> the third argument
     * @param <R> its result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface With3<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            R extends @Nullable Object,
            X extends Exception> {

        /**
         * Does the work; see {@link Work#run}.
         *
         * @param tx the transaction
         * @param a the first argument
         * @param b the second argument
         * @param c the third argument
         * @return the result of {@code transactional}
         * @throws X what the caller is to see
         */
        R run(FoundTransaction tx, A a, B b, C c) throws X;
    }
}
