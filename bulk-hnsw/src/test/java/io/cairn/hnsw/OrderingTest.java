package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However rows are ordered, every vector keeps its id. */
class OrderingTest {

    private static final int COUNT = 1200;

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void keepsIds(Ordering ordering) {
        float[][] vectors = TestVectors.clustered(COUNT, 12, 1);
        long[] ids = TestIndex.oddIds(COUNT);
        for (Algorithm algorithm : Algorithm.values()) {
            HnswBuildOptions options =
                    TestIndex.options().withOrdering(ordering).withAlgorithm(algorithm);
            try (HnswIndex index =
                    TestIndex.open(directory.resolve("index"), vectors, ids, options)) {
                index.verify();
                for (int row = 0; row < COUNT; row++) {
                    Neighbor nearest = index.search(vectors[row], 1, 100).getFirst();
                    assertThat(nearest).isEqualTo(new Neighbor(ids[row], 0));
                    assertThat(index.vector(ids[row])).isEqualTo(vectors[row]);
                }
            }
        }
    }

    @Test
    void rowNumbersAreIdsUnlessOthersAreGiven() {
        float[][] vectors = TestVectors.clustered(COUNT, 12, 2);
        for (Ordering ordering : Ordering.values()) {
            HnswBuildOptions options = TestIndex.options().withOrdering(ordering);
            try (HnswIndex index = TestIndex.open(directory.resolve("index"), vectors, options)) {
                for (int row = 0; row < COUNT; row += 7) {
                    assertThat(index.vector(row)).isEqualTo(vectors[row]);
                }
            }
        }
    }

    @Test
    void bringsNearVectorsTogether() {
        float[][] vectors = TestVectors.clustered(4000, 12, 3);
        double unordered = spread(vectors, Ordering.NONE);
        for (Ordering ordering :
                new Ordering[] {Ordering.AUTO, Ordering.RANDOM_PROJECTION, Ordering.KMEANS}) {
            assertThat(spread(vectors, ordering)).as("%s", ordering).isLessThan(0.7 * unordered);
        }
    }

    /** Returns how far rows that follow each other are apart, on average. */
    private double spread(float[][] vectors, Ordering ordering) {
        HnswBuildOptions options = TestIndex.options().withOrdering(ordering);
        try (HnswIndex index = TestIndex.open(directory.resolve("index"), vectors, options)) {
            float[][] stored = StoredRows.of(index).vectors();
            double sum = 0;
            for (int i = 1; i < stored.length; i++) {
                sum += ExactSearch.distance(Metric.L2, stored[i - 1], stored[i]);
            }
            return sum / (stored.length - 1);
        }
    }
}
