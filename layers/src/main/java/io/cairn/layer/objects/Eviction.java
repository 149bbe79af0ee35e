package io.cairn.layer.objects;

/** What decides which replicas are evicted. Thread-safe; called with the shelf's lock held. */
interface Eviction {

    /**
     * Tells whether a replica may be evicted.
     *
     * @param softPinned whether soft pins are no reason against it
     */
    boolean mayEvict(Replica replica, boolean softPinned);

    /** Removes a replica everywhere but from the list of its shelf; false when it stays. */
    boolean evict(Replica replica);
}
