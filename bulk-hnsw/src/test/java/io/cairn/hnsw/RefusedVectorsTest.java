package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no vector is refused, by build, search and update, and it is said where it is. */
class RefusedVectorsTest {

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("index");
    }

    private static InvalidArgumentException refused(ThrowingCallable call) {
        return assertThatExceptionOfType(InvalidArgumentException.class).isThrownBy(call).actual();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aComponentThatIsNotFinite(float component) {
        for (Metric metric : Metric.values()) {
            float[][] vectors = TestVectors.gaussian(2000, 9, 1);
            vectors[1234][8] = component;
            vectors[1777][0] = component;
            HnswBuildOptions options = TestIndex.options().withMetric(metric);
            InvalidArgumentException e =
                    refused(() -> HnswIndex.build(TestIndex.source(vectors), file(), options));
            assertThat(e.getMessage()).contains("not a finite number", "row=1234");
            assertThat(file()).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"L2", "IP"})
    void aVectorSoLongThatDistancesAreNoNumbers(Metric metric) {
        float[][] vectors = TestVectors.gaussian(300, 4, 1);
        vectors[77] = new float[] {0, 0, 2e18f, 0};
        HnswBuildOptions options = TestIndex.options().withMetric(metric);
        InvalidArgumentException e =
                refused(() -> HnswIndex.build(TestIndex.source(vectors), file(), options));
        assertThat(e.getMessage()).contains("longer than 1e18", "row=77");
        vectors[77] = new float[] {0, 0, 0.99e18f, 0};
        try (HnswIndex index = TestIndex.open(file(), vectors, options)) {
            refused(() -> index.search(new float[] {2e18f, 0, 0, 0}, 1, 1));
            refused(() -> index.update(1).add(300, new float[] {2e18f, 0, 0, 0}));
            assertThat(index.search(new float[] {0, 0, -0.99e18f, 0}, 300, 300))
                    .hasSize(300)
                    .allSatisfy(n -> assertThat(Float.isFinite(n.distance())).isTrue());
        }
    }

    @Test
    void cosineTakesLongAndShortVectors() {
        float[][] vectors = TestVectors.gaussian(500, 4, 1);
        for (int i = 0; i < vectors.length; i++) {
            float scale = i % 2 == 0 ? 1e37f : 1e-38f;
            for (int d = 0; d < 4; d++) {
                vectors[i][d] *= scale;
            }
        }
        HnswBuildOptions options = TestIndex.options().withMetric(Metric.COSINE);
        try (HnswIndex index = TestIndex.open(file(), vectors, options)) {
            for (int row = 0; row < 50; row++) {
                Neighbor nearest = index.search(vectors[row], 1, 50).getFirst();
                assertThat(nearest.id()).isEqualTo(row);
                assertThat(nearest.distance()).isLessThan(1e-5f);
            }
        }
    }

    @Test
    void anIdThatOccursTwice() {
        float[][] vectors = TestVectors.gaussian(100, 4, 1);
        VectorSource source =
                new GivenSource(vectors) {
                    @Override
                    long id(int row) {
                        return row == 60 ? 7 : row;
                    }
                };
        InvalidArgumentException e =
                refused(() -> HnswIndex.build(source, file(), TestIndex.options()));
        assertThat(e.getMessage()).contains("id=7", "row=60");
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_537})
    void aSourceWhoseDimensionIsOutOfRange(int dimension) {
        VectorSource source =
                new GivenSource(new float[3][2]) {
                    @Override
                    public int dimension() {
                        return dimension;
                    }
                };
        assertThat(refused(() -> HnswIndex.build(source, file(), TestIndex.options())).getMessage())
                .contains("dimension=" + dimension);
    }

    @Test
    void aSourceThatMiscounts() {
        for (long count : new long[] {-1, 4}) {
            VectorSource source =
                    new GivenSource(new float[3][2]) {
                        @Override
                        public long count() {
                            return count;
                        }
                    };
            refused(() -> HnswIndex.build(source, file(), TestIndex.options()));
        }
        VectorSource tooMany =
                new GivenSource(new float[3][2]) {
                    @Override
                    public long count() {
                        return 1L << 31;
                    }
                };
        assertThatExceptionOfType(CairnException.class)
                .isThrownBy(() -> HnswIndex.build(tooMany, file(), TestIndex.options()))
                .withMessageContaining("vectors=2147483648");
        assertThat(file()).doesNotExist();
    }

    @Test
    void queriesThatDoNotFit() {
        try (HnswIndex index =
                TestIndex.open(file(), TestVectors.gaussian(50, 6, 1), TestIndex.options())) {
            List<float[]> wrong =
                    List.of(
                            new float[0],
                            new float[5],
                            new float[7],
                            new float[] {1, 2, 3, Float.NaN, 5, 6},
                            new float[] {1, 2, 3, 4, 5, Float.POSITIVE_INFINITY});
            for (float[] query : wrong) {
                refused(() -> index.search(query, 1, 1));
                refused(() -> index.search(query, 1, 1, id -> true));
                refused(() -> index.search(query, 1, 1, new long[] {1}));
                refused(() -> index.searchExactly(query, 1));
                refused(() -> index.search(MemorySegment.ofArray(query), 1, 1));
                refused(() -> index.searchAll(MemorySegment.ofArray(query), 1, 1, 1, 2));
            }
            refused(() -> index.search(MemorySegment.ofArray(new byte[23]), 1, 1));
            // The failures left nothing behind.
            assertThat(index.search(new float[6], 3, 3)).hasSize(3);
        }
    }

    @Test
    void numbersOutOfTheirRange() {
        float[] query = new float[6];
        MemorySegment queries = MemorySegment.ofArray(query);
        try (HnswIndex index =
                TestIndex.open(file(), TestVectors.gaussian(50, 6, 1), TestIndex.options())) {
            for (int wrong : new int[] {0, -1, 1_000_001, Integer.MIN_VALUE}) {
                refused(() -> index.search(query, wrong, 1));
                refused(() -> index.search(query, 1, wrong));
                refused(() -> index.search(query, wrong, 1, id -> true));
                refused(() -> index.search(query, 1, wrong, new long[0]));
                refused(() -> index.searchExactly(query, wrong));
                refused(() -> index.searchAll(queries, 1, wrong, 1, 1));
                refused(() -> index.searchAll(queries, 1, 1, wrong, 1));
                refused(() -> index.recall(wrong, 1, 1, 1));
                refused(() -> index.recall(1, wrong, 1, 1));
                refused(() -> index.recall(1, 1, wrong, 1));
            }
            refused(() -> index.searchAll(queries, -1, 1, 1, 1));
            refused(() -> index.searchAll(queries, 2, 1, 1, 1));
            refused(() -> index.searchAll(queries, 1, 1, 1, -1));
            refused(() -> index.searchAll(queries, 1, 1, 1, 1_025));
            refused(() -> index.update(-1));
            try (Arena mine = Arena.ofConfined()) {
                MemorySegment confined = mine.allocate(24);
                refused(() -> index.searchAll(confined, 1, 1, 1, 2));
            }
        }
    }

    @Test
    void anOldFileStaysWhenABuildFails() throws Exception {
        float[][] vectors = TestVectors.gaussian(100, 4, 1);
        HnswIndex.build(TestIndex.source(vectors), file(), TestIndex.options());
        byte[] before = Files.readAllBytes(file());
        float[][] bad = TestVectors.gaussian(100, 4, 2);
        bad[3][3] = Float.NaN;
        refused(() -> HnswIndex.build(TestIndex.source(bad), file(), TestIndex.options()));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }
}
