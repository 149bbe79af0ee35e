package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index says about itself and gives back. */
class IndexContentsTest {

    private static final int COUNT = 700;

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("index");
    }

    @Test
    void describesItself() throws IOException {
        float[][] vectors = TestVectors.clustered(COUNT, 9, 1);
        HnswBuildOptions options =
                TestIndex.options()
                        .withMetric(Metric.IP)
                        .withMaxConnections(5)
                        .withEfConstruction(33)
                        .withAlgorithm(Algorithm.INCREMENTAL)
                        .withOrdering(Ordering.KMEANS)
                        .withEncoding(Encoding.BF16)
                        .withSeed(-77);
        BulkBuildStats stats = HnswIndex.build(TestIndex.source(vectors), file(), options);
        assertThat(stats.vectors()).isEqualTo(COUNT);
        assertThat(stats.dimension()).isEqualTo(9);
        assertThat(stats.indexSizeBytes()).isEqualTo(Files.size(file()));
        assertThat(stats.elapsedSeconds()).isPositive();
        assertThat(stats.rate()).isEqualTo(COUNT / stats.elapsedSeconds());
        try (HnswIndex index = HnswIndex.open(file())) {
            IndexInfo info = index.info();
            assertThat(info)
                    .isEqualTo(
                            new IndexInfo(
                                    9,
                                    COUNT,
                                    0,
                                    5,
                                    33,
                                    Metric.IP,
                                    Encoding.BF16,
                                    Algorithm.INCREMENTAL,
                                    Ordering.KMEANS,
                                    -77,
                                    1,
                                    info.maxLayer(),
                                    info.entryPoint(),
                                    info.averageConnections(),
                                    Files.size(file())));
            assertThat(info.maxLayer()).isBetween(1, 12);
            assertThat(info.entryPoint()).isPresent();
            assertThat(info.averageConnections()).isBetween(1.0, 10.0);
        }
    }

    @Test
    void countsOnlyWhatIsNotDeleted() {
        float[][] vectors = TestVectors.clustered(50, 9, 1);
        try (HnswIndex index = TestIndex.open(file(), vectors, TestIndex.options())) {
            HnswUpdate update = index.update(1);
            for (int i = 0; i < 50; i++) {
                update.delete(i);
            }
            update.save(file());
        }
        try (HnswIndex index = HnswIndex.open(file())) {
            index.verify();
            assertThat(index.info().vectors()).isZero();
            assertThat(index.info().deleted()).isEqualTo(50);
            assertThat(index.info().entryPoint()).isNotEqualTo(Optional.empty());
            assertThat(index.search(vectors[0], 10, 10)).isEmpty();
            assertThat(index.recall(10, 10, 10, 1)).isEqualTo(1);
            assertThat(StoredRows.of(index).ids()).isEmpty();
        }
    }

    @Test
    void givesVectorsBack() {
        float[][] vectors = TestVectors.clustered(COUNT, 9, 1);
        long[] ids = TestIndex.oddIds(COUNT);
        try (HnswIndex index = TestIndex.open(file(), vectors, ids, TestIndex.options())) {
            for (int row = 0; row < COUNT; row++) {
                assertThat(index.vector(ids[row])).isEqualTo(vectors[row]);
            }
            for (long id : new long[] {1, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertThatExceptionOfType(InvalidArgumentException.class)
                        .isThrownBy(() -> index.vector(id))
                        .withMessageContaining("id=" + id);
            }
            index.update(1).delete(ids[3]);
            assertThat(index.vector(ids[3])).isEqualTo(vectors[3]);
            HnswUpdate update = index.update(1);
            update.delete(ids[3]);
            update.save(file());
        }
        try (HnswIndex index = HnswIndex.open(file())) {
            assertThat(index.vector(ids[4])).isEqualTo(vectors[4]);
            assertThatExceptionOfType(InvalidArgumentException.class)
                    .isThrownBy(() -> index.vector(ids[3]));
        }
    }

    @Test
    void idsThatAreRowNumbersTakeNoSpaceAndHaveBounds() {
        float[][] vectors = TestVectors.clustered(COUNT, 9, 1);
        HnswBuildOptions options = TestIndex.options().withOrdering(Ordering.NONE);
        try (HnswIndex index = TestIndex.open(file(), vectors, options)) {
            assertThat(index.vector(COUNT - 1)).isEqualTo(vectors[COUNT - 1]);
            for (long id : new long[] {-1, COUNT, 1L << 32}) {
                assertThatExceptionOfType(InvalidArgumentException.class)
                        .isThrownBy(() -> index.vector(id));
            }
        }
    }

    @Test
    void cosineVectorsAreScaledAndCompactOnesRounded() {
        float[][] vectors = {{3, 0, 4}, {0, 0, 0}, {1e-30f, 0, 0}};
        HnswBuildOptions cosine = TestIndex.options().withMetric(Metric.COSINE);
        try (HnswIndex index = TestIndex.open(file(), vectors, cosine)) {
            assertThat(index.vector(0)).containsExactly(0.6f, 0, 0.8f);
            assertThat(index.vector(1)).containsExactly(0, 0, 0);
            assertThat(index.vector(2)).containsExactly(1, 0, 0);
        }
        float[][] fine = {{1 + 1 / 256f, -1 - 3 / 256f, 1 + 1 / 100f}, {Float.MIN_VALUE, 1e18f, 0}};
        HnswBuildOptions compact =
                TestIndex.options().withMetric(Metric.IP).withEncoding(Encoding.BF16);
        fine[1][1] = 0.5f;
        try (HnswIndex index = TestIndex.open(file(), fine, compact)) {
            // To the nearest of 8 bits, a tie to the even one.
            assertThat(index.vector(0)).containsExactly(1, -1 - 4 / 256f, 1 + 2 / 256f);
            assertThat(index.vector(1)).containsExactly(0, 0.5f, 0);
        }
    }

    @Test
    void offersItsVectorsAsASource() {
        float[][] vectors = TestVectors.clustered(COUNT, 9, 1);
        long[] ids = TestIndex.oddIds(COUNT);
        Path copy = directory.resolve("copy");
        try (HnswIndex index = TestIndex.open(file(), vectors, ids, TestIndex.options())) {
            HnswUpdate update = index.update(1);
            for (int i = 0; i < COUNT; i += 2) {
                update.delete(ids[i]);
            }
            update.save(file());
        }
        try (HnswIndex index = HnswIndex.open(file())) {
            StoredRows stored = StoredRows.of(index);
            assertThat(stored.ids()).hasSize(COUNT / 2).doesNotHaveDuplicates();
            for (int i = 0; i < COUNT / 2; i++) {
                assertThat(stored.vectors()[i]).isEqualTo(index.vector(stored.ids()[i]));
            }
            HnswIndex.build(index.vectors(), copy, TestIndex.options());
            try (HnswIndex compacted = HnswIndex.open(copy)) {
                assertThat(compacted.info().deleted()).isZero();
                long[] sorted = StoredRows.of(compacted).ids();
                Arrays.sort(sorted);
                Arrays.sort(stored.ids());
                assertThat(sorted).isEqualTo(stored.ids());
                for (long id : sorted) {
                    assertThat(compacted.vector(id)).isEqualTo(index.vector(id));
                }
            }
        }
    }
}
