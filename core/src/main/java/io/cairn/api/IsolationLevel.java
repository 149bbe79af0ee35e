package io.cairn.api;

/** How a transaction relates to others that run at the same time. */
public enum IsolationLevel {
    /**
     * Strictly serializable: committed transactions behave as if run one after another, in an order
     * that respects real time. Commit fails when something the transaction read, including the gaps
     * in ranges it scanned, was written meanwhile.
     */
    SERIALIZABLE,
    /**
     * Snapshot isolation: the view is fixed at begin; commit fails when something the transaction
     * wrote was written meanwhile. Write skew is possible.
     */
    SNAPSHOT
}
