package io.cairn.hnsw.build;

/**
 * How a layer is cut into balls and what is kept of each. Immutable.
 *
 * @param leaf the most vectors of a ball in which all pairs are compared
 * @param fan in how many balls each vector is
 * @param nearest how many neighbours of a vector are looked at in a ball
 * @param kept how many of them are kept after thinning out
 * @param reservoir how many of all balls are kept
 */
record PartitionShape(int leaf, int fan, int nearest, int kept, int reservoir) {

    /** What was measured to give the recall of insertion on data with structure. */
    static PartitionShape usual(int maxLinks) {
        return new PartitionShape(512, 4, 2 * maxLinks, maxLinks, Math.min(120, 5 * maxLinks / 2));
    }
}
