package io.cairn.hnsw.build;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws for each vector the uppermost layer that it is on (Malkov, Yashunin 2018). Stateless. */
final class Levels {

    /** More layers than any number of vectors needs. */
    private static final int MAX = 12;

    private Levels() {}

    /**
     * Draws.
     *
     * @param maxConnections the base: of so many vectors one is on the next layer too
     */
    static byte[] draw(int count, int maxConnections, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = 1 / Math.log(maxConnections);
        byte[] levels = new byte[count];
        for (int i = 0; i < count; i++) {
            double level = -Math.log(1 - random.nextDouble()) * scale;
            levels[i] = (byte) Math.min(MAX, level);
        }
        return levels;
    }

    /** Returns the rows that are on a layer, ascending. */
    static int[] members(byte[] levels, int layer) {
        return IntStream.range(0, levels.length).filter(i -> levels[i] >= layer).toArray();
    }
}
