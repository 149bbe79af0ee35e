package io.cairn.api;

/**
 * Code that runs at every commit with writes, in the process that holds the database.
 * Implementations must be thread-safe.
 */
public interface CommitHook {

    /**
     * Runs inside the transaction, before it commits; may read and write, and may throw to veto. It
     * runs again when the transaction is retried. Writes of hooks are not shown to hooks.
     *
     * @param tx the transaction, which must not be kept
     * @param changes what the transaction wrote so far
     */
    void beforeCommit(WriteView tx, ChangeSet changes);

    /**
     * Runs after the commit is as durable as it asked for, on the committing thread. What it throws
     * is logged, not propagated.
     *
     * @param version the version of the commit
     * @param changes what the transaction wrote, hooks' writes included
     */
    void afterCommit(long version, ChangeSet changes);
}
