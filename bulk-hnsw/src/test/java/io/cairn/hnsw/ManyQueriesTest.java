package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a query is passed, and with how many others, the answer is the same. */
class ManyQueriesTest {

    private static final int DIMENSION = 13;
    private static final float[][] VECTORS = TestVectors.clustered(2_000, DIMENSION, 1);
    private static final float[][] QUERIES = TestVectors.clustered(60, DIMENSION, 2);

    @TempDir Path directory;

    private HnswIndex open(Metric metric) {
        return TestIndex.open(
                directory.resolve("index"), VECTORS, TestIndex.options().withMetric(metric));
    }

    private static MemorySegment packed(Arena arena) {
        MemorySegment packed = arena.allocate((long) QUERIES.length * DIMENSION * Float.BYTES);
        for (int i = 0; i < QUERIES.length; i++) {
            MemorySegment.copy(
                    QUERIES[i],
                    0,
                    packed,
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    (long) i * DIMENSION * Float.BYTES,
                    DIMENSION);
        }
        return packed;
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void anArrayAndMemoryGiveTheSame(Metric metric) {
        try (HnswIndex index = open(metric);
                Arena arena = Arena.ofConfined()) {
            for (float[] query : QUERIES) {
                List<Neighbor> expected = index.search(query, 10, 40);
                assertThat(index.search(MemorySegment.ofArray(query), 10, 40)).isEqualTo(expected);
                MemorySegment unaligned =
                        arena.allocate(DIMENSION * 4L + 1).asSlice(1, DIMENSION * 4L);
                MemorySegment.copy(
                        query, 0, unaligned, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, DIMENSION);
                assertThat(index.search(unaligned, 10, 40)).isEqualTo(expected);
                assertThat(index.search(query, 10, 40)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aQueryIsNotChanged() {
        float[] query = QUERIES[0].clone();
        try (HnswIndex index = open(Metric.COSINE)) {
            index.search(query, 1, 1);
        }
        assertThat(query).isEqualTo(QUERIES[0]);
    }

    @Test
    void cosineDoesNotDependOnTheLengthOfAQuery() {
        try (HnswIndex index = open(Metric.COSINE)) {
            for (float[] query : QUERIES) {
                float[] longer = query.clone();
                for (int d = 0; d < DIMENSION; d++) {
                    longer[d] *= 1024;
                }
                assertThat(index.search(longer, 10, 40)).isEqualTo(index.search(query, 10, 40));
            }
        }
    }

    @Test
    void cosineDistancesStayInTheirRange() {
        float[][] vectors = TestVectors.gaussian(600, 100, 3);
        for (int i = 0; i < 300; i++) {
            for (int d = 0; d < 100; d++) {
                vectors[300 + i][d] = -3 * vectors[i][d];
            }
        }
        HnswBuildOptions options = TestIndex.options().withMetric(Metric.COSINE);
        try (HnswIndex index = TestIndex.open(directory.resolve("index"), vectors, options)) {
            for (int row = 0; row < vectors.length; row++) {
                Neighbor nearest = index.searchExactly(vectors[row], 1).getFirst();
                assertThat(nearest.distance()).isBetween(0f, 1e-5f);
            }
            for (int row = 0; row < 60; row++) {
                List<Neighbor> all = index.searchExactly(vectors[row], vectors.length);
                assertThat(all.getLast().distance()).isBetween(2 - 1e-5f, 2f);
            }
        }
    }

    @Test
    void allAtOnceGiveWhatOneByOneDo() {
        try (HnswIndex index = open(Metric.L2);
                Arena arena = Arena.ofShared()) {
            MemorySegment packed = packed(arena);
            List<List<Neighbor>> expected = new ArrayList<>();
            for (float[] query : QUERIES) {
                expected.add(index.search(query, 7, 30));
            }
            for (int threads : new int[] {0, 1, 2, 3, 8}) {
                assertThat(index.searchAll(packed, QUERIES.length, 7, 30, threads))
                        .isEqualTo(expected);
            }
            assertThat(index.searchAll(packed.asSlice(0, 0), 0, 7, 30, 2)).isEmpty();
        }
    }

    @Test
    void recallIsThatOfTheSearches() {
        try (HnswIndex index = open(Metric.L2)) {
            assertThat(index.recall(50, 10, 2_000, 3)).isEqualTo(1);
            double narrow = index.recall(500, 10, 10, 3);
            assertThat(narrow).isEqualTo(index.recall(500, 10, 10, 3));
            int hits = 0;
            for (float[] vector : VECTORS) {
                List<Long> exact = TestIndex.ids(index.searchExactly(vector, 10));
                exact.retainAll(TestIndex.ids(index.search(vector, 10, 10)));
                hits += exact.size();
            }
            assertThat(Math.abs(narrow - hits / (10.0 * VECTORS.length))).isLessThan(0.02);
        }
    }
}
