package io.cairn.hnsw;

/**
 * In which order an index stores its vectors. Vectors that are near each other should be stored
 * near each other: a search then touches fewer pages. Ids are kept. Immutable.
 */
public enum Ordering {
    /** The order in which a build comes upon them; that of its partitions, where it makes some. */
    AUTO,
    /** The order of the input. */
    NONE,
    /** Sorted by the signs of projections on random directions. */
    RANDOM_PROJECTION,
    /** Grouped by the nearest of some centres, the centres chained by nearness. */
    KMEANS
}
