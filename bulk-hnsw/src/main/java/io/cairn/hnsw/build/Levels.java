package io.cairn.hnsw.build;

import java.util.SplittableRandom;

/** Draws for each vector the uppermost layer that it is on (Malkov, Yashunin 2018). Stateless. */
final class Levels {

    /** With the fewest links some hundred vectors of a million are left there. */
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
}
