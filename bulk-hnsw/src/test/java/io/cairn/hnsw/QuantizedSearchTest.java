package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.ClosedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches along codes find what others find, and report the same distances. */
class QuantizedSearchTest {

    private static final int COUNT = 4_000;
    private static final int DIMENSION = 40;
    private static final HnswOpenOptions CODES =
            HnswOpenOptions.defaults().withQuantizedSearch(true);
    private static final float[][] QUERIES = TestVectors.clustered(200, DIMENSION, 2);

    @TempDir Path directory;

    private Path build(float[][] vectors, HnswBuildOptions options) {
        Path file = directory.resolve("index");
        HnswIndex.build(TestIndex.source(vectors), file, options);
        return file;
    }

    private Path clustered(Metric metric, Encoding encoding) {
        return build(
                TestVectors.clustered(COUNT, DIMENSION, 1),
                TestIndex.options().withMetric(metric).withEncoding(encoding));
    }

    @ParameterizedTest
    @CsvSource({"L2, F32", "COSINE, F32", "IP, F32", "L2, BF16", "COSINE, BF16", "IP, BF16"})
    void findAsMuchAndReportFullDistances(Metric metric, Encoding encoding) {
        Path file = clustered(metric, encoding);
        try (HnswIndex full = HnswIndex.open(file);
                HnswIndex coded = HnswIndex.open(file, CODES)) {
            int differing = 0;
            for (int ef : new int[] {10, 24, 64}) {
                assertThat(recall(coded, full, ef)).isGreaterThan(recall(full, full, ef) - 0.005);
                for (float[] query : QUERIES) {
                    List<Neighbor> found = coded.search(query, 10, ef);
                    List<Neighbor> expected = full.search(query, 10, ef);
                    differing += found.equals(expected) ? 0 : 1;
                    for (int i = 1; i < found.size(); i++) {
                        assertThat(found.get(i).distance())
                                .isGreaterThanOrEqualTo(found.get(i - 1).distance());
                    }
                }
            }
            assertThat(differing).isLessThan(QUERIES.length);
            assertThat(coded.searchExactly(QUERIES[0], 10))
                    .isEqualTo(full.searchExactly(QUERIES[0], 10));
        }
    }

    private static double recall(HnswIndex index, HnswIndex exact, int ef) {
        int hits = 0;
        for (float[] query : QUERIES) {
            Set<Long> nearest = new HashSet<>(TestIndex.ids(exact.searchExactly(query, 10)));
            nearest.retainAll(TestIndex.ids(index.search(query, 10, ef)));
            hits += nearest.size();
        }
        return hits / (10.0 * QUERIES.length);
    }

    @Test
    void filtersAndManyResultsWorkToo() {
        try (HnswIndex coded = HnswIndex.open(clustered(Metric.L2, Encoding.F32), CODES)) {
            List<Neighbor> even = coded.search(QUERIES[0], 10, 50, id -> id % 2 == 0);
            assertThat(even).hasSize(10).allMatch(neighbor -> neighbor.id() % 2 == 0);
            // More than are compared at once.
            List<Neighbor> many = coded.search(QUERIES[0], 2_500, 2_500);
            assertThat(many).hasSize(2_500);
            assertThat(new HashSet<>(TestIndex.ids(many))).hasSize(2_500);
            assertThat(many.subList(0, 10)).isEqualTo(coded.searchExactly(QUERIES[0], 10));
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void oddDataIsFoundToo(Metric metric) {
        float[][] vectors = TestVectors.clustered(500, DIMENSION, 3);
        for (float[] vector : vectors) {
            vector[7] = 1; // a component that never changes
        }
        vectors[99][3] = 1_000; // one far outside of the others
        try (HnswIndex coded =
                HnswIndex.open(build(vectors, TestIndex.options().withMetric(metric)), CODES)) {
            Neighbor nearest = coded.search(vectors[99], 1, 64).getFirst();
            assertThat(nearest.id()).isEqualTo(99);
            if (metric != Metric.IP) {
                for (int i = 0; i < vectors.length; i++) {
                    assertThat(TestIndex.ids(coded.search(vectors[i], 5, 64))).contains((long) i);
                }
            }
        }
    }

    @Test
    void nothingAndOneAreSearched() {
        try (HnswIndex none = HnswIndex.open(build(new float[0][], TestIndex.options()), CODES)) {
            assertThat(none.search(new float[3], 5, 10)).isEmpty();
        }
        float[][] one = {{1, 2, 3}};
        try (HnswIndex single = HnswIndex.open(build(one, TestIndex.options()), CODES)) {
            assertThat(single.search(one[0], 5, 10)).containsExactly(new Neighbor(0, 0));
        }
    }

    @Test
    void closingEndsSearchesAndMayBeRepeated() {
        HnswIndex coded = HnswIndex.open(clustered(Metric.L2, Encoding.F32), CODES);
        coded.close();
        coded.close();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> coded.search(QUERIES[0], 10, 10));
    }
}
