package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches find what comparing with every vector finds. */
class RecallTest {

    private static final int QUERIES = 100;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "COSINE, AUTO, F32, 64",
        "COSINE, INCREMENTAL, F32, 33",
        "COSINE, PARTITION, BF16, 48",
        "L2, AUTO, F32, 32",
        "L2, PARTITION, F32, 7",
        "L2, INCREMENTAL, BF16, 20",
        "IP, AUTO, F32, 24",
        "IP, INCREMENTAL, F32, 40"
    })
    void isHighOnDataWithStructure(
            Metric metric, Algorithm algorithm, Encoding encoding, int dimension) {
        HnswBuildOptions options =
                HnswBuildOptions.defaults()
                        .withMetric(metric)
                        .withAlgorithm(algorithm)
                        .withEncoding(encoding)
                        .withThreads(2);
        float[][] vectors = TestVectors.clustered(4_000, dimension, 1);
        Path file = directory.resolve("index");
        HnswIndex.build(TestVectors.source(vectors), file, options);
        try (HnswIndex index = HnswIndex.open(file)) {
            index.verify();
            assertThat(recall(index, TestVectors.clustered(QUERIES, dimension, 2), 64))
                    .isGreaterThan(metric == Metric.IP ? 0.9 : 0.97);
        }
    }

    @Test
    void dataWithoutStructureIsRefined() throws Exception {
        float[][] vectors = TestVectors.gaussian(8_000, 160, 1);
        float[][] queries = TestVectors.gaussian(QUERIES, 160, 2);
        HnswBuildOptions options = HnswBuildOptions.defaults().withMetric(Metric.L2);
        double incremental = recall(vectors, queries, options.withAlgorithm(Algorithm.INCREMENTAL));
        double partition = recall(vectors, queries, options.withAlgorithm(Algorithm.PARTITION));
        double refined = recall(vectors, queries, options);

        assertThat(partition).isLessThan(refined - 0.02);
        assertThat(refined).isGreaterThan(incremental - 0.015);
    }

    private double recall(float[][] vectors, float[][] queries, HnswBuildOptions options)
            throws Exception {
        Path file = directory.resolve("index");
        Files.deleteIfExists(file);
        HnswIndex.build(TestVectors.source(vectors), file, options);
        try (HnswIndex index = HnswIndex.open(file)) {
            return recall(index, queries, 32);
        }
    }

    private static double recall(HnswIndex index, float[][] queries, int ef) {
        int hits = 0;
        for (float[] query : queries) {
            Set<Long> exact = ids(index.searchExactly(query, 10));
            exact.retainAll(ids(index.search(query, 10, ef)));
            hits += exact.size();
        }
        return hits / (10.0 * queries.length);
    }

    private static Set<Long> ids(List<Neighbor> neighbors) {
        Set<Long> ids = new HashSet<>();
        neighbors.forEach(neighbor -> ids.add(neighbor.id()));
        return ids;
    }
}
