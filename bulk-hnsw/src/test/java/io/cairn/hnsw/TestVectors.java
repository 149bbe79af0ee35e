package io.cairn.hnsw;

import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.util.Random;

/** Vectors for tests, made from seeds. */
final class TestVectors {

    private static final int LATENT = 16;

    private TestVectors() {}

    /** Clusters of unequal width in a space of few dimensions, bent into many. */
    static float[][] clustered(int count, int dimension, long seed) {
        Random shape = new Random(7);
        int clusters = 20;
        float[][] map = gaussian(dimension, LATENT, shape);
        float[][] centres = gaussian(clusters, LATENT, shape);
        Random random = new Random(seed);
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            int cluster = random.nextInt(clusters);
            float width = 0.2f + cluster * 0.03f;
            for (int d = 0; d < dimension; d++) {
                double sum = 0;
                for (int i = 0; i < LATENT; i++) {
                    sum += map[d][i] * centres[cluster][i];
                }
                vector[d] = (float) sum;
            }
            float[] offset = gaussian(1, LATENT, random)[0];
            for (int d = 0; d < dimension; d++) {
                double sum = 0;
                for (int i = 0; i < LATENT; i++) {
                    sum += map[d][i] * offset[i];
                }
                vector[d] += (float) (width * sum + Math.sin(sum) * width);
            }
        }
        return vectors;
    }

    /** Vectors without any structure. */
    static float[][] gaussian(int count, int dimension, long seed) {
        return gaussian(count, dimension, new Random(seed));
    }

    private static float[][] gaussian(int count, int dimension, Random random) {
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimension; d++) {
                vector[d] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    static VectorSource source(float[][] vectors) {
        return ArrayVectors.of(vectors);
    }
}
