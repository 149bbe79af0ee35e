package io.cairn.hnsw.kernel;

/**
 * A row and its distance in one number, so that sorting and comparing need no objects. Less is
 * nearer; equal distances are ordered by row. Stateless.
 */
public final class Ranked {

    /** Greater than all. */
    public static final long NONE = Long.MAX_VALUE;

    private static final long LOW = 0xFFFF_FFFFL;

    private Ranked() {}

    /** Packs a row and its distance, which is not NaN. */
    public static long of(float distance, int row) {
        return ((long) sortable(Float.floatToRawIntBits(distance + 0f)) << Integer.SIZE)
                | row & LOW;
    }

    /** Returns the row. */
    public static int row(long ranked) {
        return (int) ranked;
    }

    /** Returns the distance. */
    public static float distance(long ranked) {
        return Float.intBitsToFloat(sortable((int) (ranked >> Integer.SIZE)));
    }

    /**
     * Makes the order of bits that of numbers, and back: all but the sign of negative ones flips.
     */
    private static int sortable(int bits) {
        return bits ^ (bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE;
    }
}
