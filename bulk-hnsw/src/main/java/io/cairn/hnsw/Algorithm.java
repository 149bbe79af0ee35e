package io.cairn.hnsw;

/** How the bottom layer of an index is built. Immutable. */
public enum Algorithm {
    /**
     * By partitions, refined until a sampled recall no longer gains; incrementally where partitions
     * do not fit the data.
     */
    AUTO,
    /** By overlapping partitions alone. */
    PARTITION,
    /** By inserting vectors in batches, each searched for in the graph of the ones before. */
    INCREMENTAL
}
