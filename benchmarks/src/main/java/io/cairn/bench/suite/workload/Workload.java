package io.cairn.bench.suite.workload;

/** A kind of work on a store that is filled already. Stateless; what it needs is in the trial. */
public interface Workload {

    /**
     * Returns what it is called.
     *
     * @return words in small letters, joined by hyphens
     */
    String name();

    /**
     * Returns what is counted.
     *
     * @return a plural, such as {@code entries}
     */
    String unit();

    /**
     * Tells whether a store is asked for transactions.
     *
     * @return true when it is
     */
    default boolean transacts() {
        return false;
    }

    /**
     * Tells whether keys are written one by one or in transactions.
     *
     * @return true when they are
     */
    default boolean puts() {
        return transacts();
    }

    /**
     * Tells whether a store is asked to lend single values.
     *
     * @return true when it is
     */
    default boolean borrowsValues() {
        return false;
    }

    /**
     * Prepares the store, before any thread begins.
     *
     * @param trial the store and what is known of it
     * @throws Exception what the store throws
     */
    default void begin(Trial trial) throws Exception {}

    /**
     * Makes the work of one thread.
     *
     * @param trial the store and what is known of it
     * @param thread the thread's number, from 0
     * @return the work
     */
    Operation operation(Trial trial, int thread);

    /**
     * Checks the outcome, after all threads have ended.
     *
     * @param trial the store and what is known of it
     * @throws Exception what the store throws, or that it holds something else than it should
     */
    default void finish(Trial trial) throws Exception {}

    /** The work of one thread. */
    @FunctionalInterface
    interface Operation {

        /**
         * Does a piece of it.
         *
         * @return how many units that was; 0 when there is nothing left to do
         * @throws Exception what the store throws, or that it gave wrong data
         */
        long run() throws Exception;
    }
}
