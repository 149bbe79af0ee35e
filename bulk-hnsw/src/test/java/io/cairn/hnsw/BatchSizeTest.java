package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors inserted at once find each other, however many they are. */
class BatchSizeTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void doesNotCostRecall(Algorithm algorithm) {
        float[][] vectors = TestVectors.clustered(3_000, 16, 1);
        for (int batch : new int[] {50, 2_000, 1_000_000}) {
            HnswBuildOptions options =
                    TestIndex.options().withAlgorithm(algorithm).withBatchSize(batch);
            try (HnswIndex index = TestIndex.open(directory.resolve("index"), vectors, options)) {
                assertThat(index.recall(200, 10, 64, 1)).as("%d", batch).isGreaterThan(0.97);
            }
        }
    }
}
