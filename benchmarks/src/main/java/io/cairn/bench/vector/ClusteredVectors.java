package io.cairn.bench.vector;

import java.util.Arrays;
import java.util.Random;

/**
 * Vectors in unequal groups, as embeddings of real things lie: a point of a group has few degrees
 * of freedom, of which each group stretches others, and is bent into the full space, where some
 * noise comes on top. Immutable.
 */
final class ClusteredVectors {

    /** Degrees of freedom. */
    private static final int LATENT = 32;

    private static final double SHARE_SPREAD = 1;
    private static final double STRETCH_SPREAD = 0.6;
    private static final double APART = 1;
    private static final double GROUP_WIDTH = 0.85;
    private static final double BEND = 0.5;

    private final int dimension;
    private final double noise;

    /** Shares of the groups, summed up: the last is 1. */
    private final double[] shares;

    private final float[][] centres;
    private final float[][] stretches;

    /** Two maps from the latent space to the full one: float32[latent][dimension]. */
    private final float[][] straight;

    private final float[][] bent;

    ClusteredVectors(VectorData data) {
        dimension = data.dimension();
        noise = data.noise();
        Random random = new Random(data.seed());
        shares = new double[data.clusters()];
        for (int i = 0; i < shares.length; i++) {
            double share = StrictMath.exp(SHARE_SPREAD * random.nextGaussian());
            shares[i] = (i == 0 ? 0 : shares[i - 1]) + share;
        }
        double sum = shares[shares.length - 1];
        Arrays.setAll(shares, i -> shares[i] / sum);
        centres = gaussians(random, shares.length, LATENT, APART);
        stretches = gaussians(random, shares.length, LATENT, STRETCH_SPREAD);
        for (float[] stretch : stretches) {
            for (int i = 0; i < LATENT; i++) {
                stretch[i] = (float) (GROUP_WIDTH * StrictMath.exp(stretch[i]));
            }
        }
        straight = gaussians(random, LATENT, dimension, 1 / Math.sqrt(LATENT));
        bent = gaussians(random, LATENT, dimension, 1 / Math.sqrt(LATENT));
    }

    private static float[][] gaussians(Random random, int rows, int columns, double deviation) {
        float[][] all = new float[rows][columns];
        for (float[] row : all) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return all;
    }

    void fill(float[] rows, Random random) {
        float[] point = new float[LATENT];
        float[] line = new float[dimension];
        float[] curve = new float[dimension];
        for (int from = 0; from < rows.length; from += dimension) {
            choose(point, random);
            map(straight, point, line);
            map(bent, point, curve);
            for (int i = 0; i < dimension; i++) {
                rows[from + i] =
                        (float)
                                (line[i]
                                        + BEND * StrictMath.sin(2 * curve[i])
                                        + noise * random.nextGaussian());
            }
        }
    }

    private void choose(float[] point, Random random) {
        int found = Arrays.binarySearch(shares, random.nextDouble());
        int group = Math.min(found < 0 ? -found - 1 : found, shares.length - 1);
        for (int i = 0; i < LATENT; i++) {
            point[i] = (float) (centres[group][i] + stretches[group][i] * random.nextGaussian());
        }
    }

    private static void map(float[][] matrix, float[] point, float[] result) {
        Arrays.fill(result, 0);
        for (int row = 0; row < point.length; row++) {
            float factor = point[row];
            float[] values = matrix[row];
            for (int i = 0; i < result.length; i++) {
                result[i] += factor * values[i];
            }
        }
    }
}
