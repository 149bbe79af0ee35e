package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of every length are stored and found, whatever the metric and the encoding. */
class DimensionsTest {

    private static final int[] DIMENSIONS = {
        1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 100, 127, 129, 255, 300,
        511, 768, 1000, 1025, 1536, 2047, 3001, 4095, 4096
    };

    /** Of the lengths in between every metric and encoding gets one of so many. */
    private static final int PARTS = 3;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"COSINE, F32", "L2, F32", "IP, F32", "COSINE, BF16", "L2, BF16", "IP, BF16"})
    void ofEveryLength(Metric metric, Encoding encoding) {
        int part = metric.ordinal() + encoding.ordinal();
        for (int i = 0; i < DIMENSIONS.length; i++) {
            if (i > 0 && i < DIMENSIONS.length - 1 && i % PARTS != part % PARTS) {
                continue;
            }
            int dimension = DIMENSIONS[i];
            Algorithm algorithm = Algorithm.values()[dimension % Algorithm.values().length];
            check(
                    TestIndex.options()
                            .withMetric(metric)
                            .withEncoding(encoding)
                            .withAlgorithm(algorithm),
                    dimension);
        }
    }

    private void check(HnswBuildOptions options, int dimension) {
        float[][] vectors = TestVectors.gaussian(dimension > 500 ? 40 : 150, dimension, dimension);
        float[][] queries = TestVectors.gaussian(5, dimension, dimension + 1);
        boolean rounded = options.encoding() == Encoding.BF16;
        if (rounded) {
            round(vectors);
        }
        // A scaled vector is rounded once more, to 8 bits of each component.
        double slack =
                rounded && options.metric() == Metric.COSINE ? 0.02 : 1e-4 + 1e-6 * dimension;
        Map<Long, float[]> byRow = TestIndex.byRow(vectors);
        try (HnswIndex index = TestIndex.open(directory.resolve("index"), vectors, options)) {
            index.verify();
            for (float[] query : queries) {
                assertThat(
                                ExactSearch.isRight(
                                        options.metric(),
                                        query,
                                        byRow,
                                        10,
                                        index.searchExactly(query, 10),
                                        slack))
                        .as("exact, dimension %d", dimension)
                        .isTrue();
                // So wide a search comes upon all.
                assertThat(
                                ExactSearch.isRight(
                                        options.metric(),
                                        query,
                                        byRow,
                                        10,
                                        index.search(query, 10, vectors.length),
                                        slack))
                        .as("graph, dimension %d", dimension)
                        .isTrue();
            }
        }
    }

    private static void round(float[][] vectors) {
        for (float[] vector : vectors) {
            for (int d = 0; d < vector.length; d++) {
                int upper = Float.floatToRawIntBits(vector[d]) >>> Short.SIZE;
                vector[d] = Float.intBitsToFloat(upper << Short.SIZE);
            }
        }
    }
}
