package io.cairn.bench.vector;

import io.cairn.hnsw.Metric;
import java.util.Random;

/**
 * A set of vectors and of queries like them. The same seed gives the same numbers on every machine.
 * Immutable.
 *
 * @param name what it is called
 * @param count how many vectors
 * @param queries how many queries
 * @param dimension components of a vector
 * @param metric how distances are measured; with COSINE all vectors have the length 1
 * @param clusters in how many groups the vectors lie; 0 for components that are independent of each
 *     other
 * @param noise the standard deviation of what is added to each component of a vector of a group
 * @param seed what the numbers are made from
 */
record VectorData(
        String name,
        int count,
        int queries,
        int dimension,
        Metric metric,
        int clusters,
        double noise,
        long seed) {

    /** Divides the numbers of vectors, for a quick look. */
    private static final double SCALE = Double.parseDouble(System.getProperty("bench.scale", "1"));

    static final VectorData CLUSTERED_128 =
            scaled("100k x 128", 100_000, 1_000, 128, Metric.L2, 200, 0.25, 20_251);
    static final VectorData CLUSTERED_768 =
            scaled("20k x 768", 20_000, 500, 768, Metric.COSINE, 60, 0.35, 20_252);
    static final VectorData CLUSTERED_768_LARGE =
            scaled("100k x 768", 100_000, 500, 768, Metric.COSINE, 200, 0.35, 20_253);
    static final VectorData ISOTROPIC =
            scaled("10k x 768 isotropic", 10_000, 500, 768, Metric.L2, 0, 1, 99);

    /** Makes a file of about 1 GB. */
    static final VectorData WIDE = scaled("64k x 4096", 64_000, 100, 4_096, Metric.L2, 100, 0.3, 7);

    /** How many rows are made from one sequence of random numbers. */
    static final int BLOCK_ROWS = 500;

    private static VectorData scaled(
            String name,
            int count,
            int queries,
            int dimension,
            Metric metric,
            int clusters,
            double noise,
            long seed) {
        int fewer = (int) (count * SCALE);
        String called = SCALE == 1 ? name : name + " (" + fewer + " of them)";
        return new VectorData(called, fewer, queries, dimension, metric, clusters, noise, seed);
    }

    /** What makes blocks of rows. Used by several threads. */
    interface Generator {
        /** Fills float[BLOCK_ROWS][dimension] with random numbers from a source. */
        void fill(float[] rows, Random random);
    }

    Generator generator() {
        Generator raw = clusters == 0 ? VectorData::independent : new ClusteredVectors(this)::fill;
        return metric != Metric.COSINE
                ? raw
                : (rows, random) -> {
                    raw.fill(rows, random);
                    normalise(rows);
                };
    }

    /** Returns where the random numbers of a block come from; queries have blocks of their own. */
    Random randomOf(int block, boolean ofQueries) {
        long number = 2L * block + (ofQueries ? 1 : 0);
        return new Random((seed << 32) ^ (number * 0x9E3779B97F4A7C15L));
    }

    private static void independent(float[] rows, Random random) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
    }

    private void normalise(float[] rows) {
        for (int from = 0; from < rows.length; from += dimension) {
            double sum = 0;
            for (int i = from; i < from + dimension; i++) {
                sum += (double) rows[i] * rows[i];
            }
            float scale = (float) (1 / Math.sqrt(sum));
            for (int i = from; i < from + dimension; i++) {
                rows[i] *= scale;
            }
        }
    }
}
