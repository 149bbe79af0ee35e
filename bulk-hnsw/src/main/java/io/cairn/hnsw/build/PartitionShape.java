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

    /** Up to this many components a distance is cheap, and more balls, smaller ones, pay. */
    private static final int FEW_COMPONENTS = 256;

    /** So many vectors have more of their neighbours in the same ball, and need fewer balls. */
    private static final int FEW_VECTORS = 32_000;

    private static final int RESERVOIR_MAX = 120;

    /**
     * What was measured to give the recall of insertion on data with structure.
     *
     * @param maxLinks the most links on an upper layer
     * @param dimension components of a vector
     * @param count how many vectors there are
     */
    static PartitionShape usual(int maxLinks, int dimension, int count) {
        boolean few = dimension <= FEW_COMPONENTS;
        int fan = few ? 6 : 4;
        return new PartitionShape(
                few ? 608 : 768,
                count <= FEW_VECTORS ? fan - 1 : fan,
                Math.ceilDiv(5 * maxLinks, 4),
                Math.ceilDiv(5 * maxLinks, 8),
                Math.min(RESERVOIR_MAX, Math.ceilDiv(5 * maxLinks, 2)));
    }

    /**
     * Returns how many of 16 links a vector chooses; the rest is for others' links.
     *
     * @param dimension components of a vector
     */
    static int chosen(int dimension) {
        return dimension <= FEW_COMPONENTS ? 10 : 9;
    }
}
