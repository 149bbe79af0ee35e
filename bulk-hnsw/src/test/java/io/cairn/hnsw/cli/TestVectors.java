package io.cairn.hnsw.cli;

import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.NpyVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Vectors to build from and to look for. Stateless. */
final class TestVectors {

    private TestVectors() {}

    /** Vectors around random centres, half as far from them as these are from each other. */
    static float[][] clustered(int count, int dimension, int centres, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] middles = new float[centres][];
        Arrays.setAll(middles, i -> gaussian(random, dimension));
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            float[] middle = middles[random.nextInt(centres)];
            float[] vector = gaussian(random, dimension);
            for (int j = 0; j < dimension; j++) {
                vector[j] = middle[j] + vector[j] / 2;
            }
            vectors[i] = vector;
        }
        return vectors;
    }

    private static float[] gaussian(SplittableRandom random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** Writes vectors as a .npy file. */
    static Path npy(Path file, float[][] vectors) {
        try (VectorSource source = ArrayVectors.of(vectors)) {
            return NpyVectors.write(file, source, true);
        }
    }

    /** The rows nearest to a query by the cosine, nearest first. */
    static List<Integer> nearest(float[][] vectors, float[] query, int k) {
        double[] distances = new double[vectors.length];
        Arrays.setAll(distances, i -> 1 - cosine(vectors[i], query));
        return IntStream.range(0, vectors.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .limit(k)
                .toList();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            lengthA += (double) a[i] * a[i];
            lengthB += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(lengthA * lengthB);
    }
}
