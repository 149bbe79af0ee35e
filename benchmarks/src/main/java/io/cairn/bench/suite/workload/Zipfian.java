package io.cairn.bench.suite.workload;

import java.util.SplittableRandom;

/**
 * Draws ranks of which few are drawn often: rank r, from 1, with a probability in proportion to
 * {@code 1 / r^theta}. The way from a uniform number to a rank is that of Gray, Sundaresan,
 * Englert, Baclawski and Weinberger, "Quickly Generating Billion-Record Synthetic Databases"
 * (SIGMOD 1994): exact for the two first ranks, a close fit for the others. Immutable and
 * thread-safe.
 */
public final class Zipfian {

    /** The skew that YCSB uses (Cooper et al., 2010). */
    public static final double THETA = 0.99;

    private final int items;
    private final double alpha;
    private final double zeta;
    private final double eta;
    private final double second;

    /**
     * Adds up the probabilities, which takes time in proportion to the number of items.
     *
     * @param items how many ranks there are, at least 1
     * @param theta the skew, over 0 and below 1
     */
    public Zipfian(int items, double theta) {
        this.items = items;
        this.alpha = 1 / (1 - theta);
        this.zeta = zeta(items, theta);
        this.second = 1 + Math.pow(0.5, theta);
        this.eta = (1 - Math.pow(2.0 / items, 1 - theta)) / (1 - second / zeta);
    }

    static double zeta(int items, double theta) {
        double sum = 0;
        for (int rank = items; rank >= 1; rank--) {
            sum += Math.pow(rank, -theta);
        }
        return sum;
    }

    /**
     * Draws a rank.
     *
     * @param random gives a uniform number
     * @return 0 for the most frequent one, up to one less than there are
     */
    public int next(SplittableRandom random) {
        double uniform = random.nextDouble();
        double share = uniform * zeta;
        if (share < 1) {
            return 0;
        }
        if (share < second) {
            return Math.min(1, items - 1);
        }
        int rank = (int) (items * Math.pow(eta * uniform - eta + 1, alpha));
        return Math.min(rank, items - 1);
    }
}
