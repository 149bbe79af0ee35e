package io.cairn.hnsw.kernel;

import java.util.Arrays;

/**
 * Finds the smallest of many numbers. Takes the minima of twice as many groups as numbers are
 * wanted: so many are not greater than the middle one of the minima, and few more are; those are
 * collected and sorted. Used by one thread at a time.
 */
public abstract class SmallestFloats {

    /** Groups are taken in steps of the longest vector there is. */
    private static final int GROUP_STEP = 16;

    private final int wanted;
    private final float[] minima;
    private long[] found = new long[0];

    SmallestFloats(int wanted) {
        this.wanted = wanted;
        this.minima = new float[Math.ceilDiv(2 * wanted, GROUP_STEP) * GROUP_STEP];
    }

    /**
     * Makes the fastest that this process can use.
     *
     * @param wanted how many to find
     */
    public static SmallestFloats best(int wanted) {
        return VectorModule.isPresent()
                ? new SimdSmallestFloats(wanted)
                : new ScalarSmallestFloats(wanted);
    }

    /**
     * Finds the smallest.
     *
     * @param values where to look; not NaN
     * @param begin where to begin
     * @param end where to stop
     * @return how many were found, which is as many as wanted, or all that there are
     */
    public final int find(float[] values, int begin, int end) {
        return find(values, begin, end, Float.POSITIVE_INFINITY);
    }

    /**
     * Finds the smallest of those that are not greater than a bound.
     *
     * @param values where to look; not NaN
     * @param begin where to begin
     * @param end where to stop
     * @param most the bound; the lower it is, the less is to do
     * @return how many were found, which is as many as wanted, or all that there are
     */
    public final int find(float[] values, int begin, int end, float most) {
        if (found.length < end - begin) {
            found = new long[end - begin];
        }
        boolean bounded = most < Float.POSITIVE_INFINITY || end - begin < 2 * minima.length;
        int count = collect(values, begin, end, bounded ? most : bound(values, begin, end), found);
        Arrays.sort(found, 0, count);
        return Math.min(count, wanted);
    }

    private float bound(float[] values, int begin, int end) {
        Arrays.fill(minima, Float.POSITIVE_INFINITY);
        minima(values, begin, end, minima);
        Arrays.sort(minima);
        return minima[wanted - 1];
    }

    /** Returns the n-th smallest of the last search: its value and its index less the beginning. */
    public final long get(int n) {
        return found[n];
    }

    /** Takes the minimum of each group; element i is in group i modulo their number. */
    abstract void minima(float[] values, int begin, int end, float[] groups);

    /** Collects what is not greater than a bound; returns how many. */
    abstract int collect(float[] values, int begin, int end, float bound, long[] target);

    /** Collects the last ones, of which there are too few for a vector. */
    static int collectRest(
            float[] values, int from, int begin, int end, float bound, long[] target, int count) {
        int now = count;
        for (int i = from; i < end; i++) {
            if (values[i] <= bound) {
                target[now++] = Ranked.of(values[i], i - begin);
            }
        }
        return now;
    }
}
