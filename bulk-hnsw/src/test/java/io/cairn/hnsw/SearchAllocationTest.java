package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.kernel.AllocatedBytes;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search makes its result and next to nothing else. */
class SearchAllocationTest {

    /** A list, its array, and for each neighbour a reference and an object of 24 bytes. */
    private static final int LIST_BYTES = 24 + 16;

    private static final int NEIGHBOR_BYTES = 24 + 4;
    private static final int BESIDES_BYTES = 200;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"L2, F32, 1", "COSINE, F32, 10", "IP, BF16, 10"})
    void isSmall(Metric metric, Encoding encoding, int k) {
        float[][] vectors = TestVectors.clustered(1_500, 16, 1);
        HnswBuildOptions options = TestIndex.options().withMetric(metric).withEncoding(encoding);
        try (HnswIndex index = TestIndex.open(directory.resolve("index"), vectors, options)) {
            int[] next = {0};
            assertThat(
                            AllocatedBytes.perCall(
                                    () -> index.search(vectors[next[0]++ % vectors.length], k, 20)))
                    .isLessThan(LIST_BYTES + k * NEIGHBOR_BYTES + BESIDES_BYTES);
        }
    }
}
