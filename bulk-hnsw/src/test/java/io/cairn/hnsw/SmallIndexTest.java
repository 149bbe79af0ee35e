package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes of few vectors, and searches for more than there are. */
class SmallIndexTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void ofNoVectors(Algorithm algorithm) {
        for (Ordering ordering : Ordering.values()) {
            for (Encoding encoding : Encoding.values()) {
                HnswBuildOptions options =
                        TestIndex.options()
                                .withAlgorithm(algorithm)
                                .withOrdering(ordering)
                                .withEncoding(encoding);
                try (HnswIndex index =
                        TestIndex.open(directory.resolve("index"), new float[0][], options)) {
                    index.verify();
                    assertThat(index.search(new float[3], 10, 10)).isEmpty();
                    assertThat(index.search(new float[3], 10, 10, id -> true)).isEmpty();
                    assertThat(index.search(new float[3], 10, 10, new long[] {0})).isEmpty();
                    assertThat(index.searchExactly(new float[3], 10)).isEmpty();
                    assertThat(index.searchAll(MemorySegment.ofArray(new float[6]), 2, 1, 1, 2))
                            .containsExactly(List.of(), List.of());
                    assertThat(index.recall(10, 10, 10, 1)).isEqualTo(1);
                    assertThat(index.info().vectors()).isZero();
                    assertThat(index.info().entryPoint()).isEmpty();
                    assertThat(index.vectors().count()).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "10", "767", "768", "769", "1100"})
    void allAreFoundWhenMoreAreWanted(int count) {
        float[][] vectors = TestVectors.gaussian(count, 3, count);
        Map<Long, float[]> byRow = TestIndex.byRow(vectors);
        for (Algorithm algorithm : Algorithm.values()) {
            HnswBuildOptions options = TestIndex.options().withAlgorithm(algorithm);
            try (HnswIndex index = TestIndex.open(directory.resolve("index"), vectors, options)) {
                index.verify();
                assertThat(index.info().vectors()).isEqualTo(count);
                for (int ef : new int[] {1, count, 1_000_000}) {
                    List<Neighbor> found = index.search(vectors[0], count + 5, ef);
                    assertThat(
                                    ExactSearch.isRight(
                                            Metric.L2, vectors[0], byRow, count + 5, found, 1e-3))
                            .isTrue();
                }
                assertThat(index.searchExactly(vectors[0], 1_000_000)).hasSize(count);
            }
        }
    }

    @Test
    void aSearchIsAtLeastAsWideAsWhatIsWanted() {
        float[][] vectors = TestVectors.clustered(1500, 8, 1);
        try (HnswIndex index =
                TestIndex.open(directory.resolve("index"), vectors, TestIndex.options())) {
            for (int row = 0; row < 20; row++) {
                assertThat(index.search(vectors[row], 100, 1))
                        .hasSize(100)
                        .isEqualTo(index.search(vectors[row], 100, 100));
                assertThat(index.search(vectors[row], 1, 1)).hasSize(1);
            }
        }
    }

    @Test
    void wideningASearchFindsMore() {
        float[][] vectors = TestVectors.gaussian(3000, 48, 1);
        try (HnswIndex index =
                TestIndex.open(directory.resolve("index"), vectors, TestIndex.options())) {
            double narrow = index.recall(100, 10, 10, 1);
            double wide = index.recall(100, 10, 300, 1);
            assertThat(narrow).isLessThan(wide - 0.05);
            assertThat(wide).isGreaterThan(0.97);
            assertThat(index.recall(100, 10, 3000, 1)).isEqualTo(1);
        }
    }
}
