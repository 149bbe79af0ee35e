package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls for vectors in memory. */
class BulkIndexesTest {

    private static final int VECTORS = 200;
    private static final int DIMENSION = 10;

    @TempDir Path temp;
    private float[][] vectors;
    private Path index;

    @BeforeEach
    void make() {
        SplittableRandom random = new SplittableRandom(5);
        vectors = new float[VECTORS][DIMENSION];
        for (float[] vector : vectors) {
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = (float) random.nextGaussian();
            }
        }
        index = temp.resolve("v.hnsw");
    }

    @Test
    void whatWasBuiltIsFoundAndDescribed() throws Exception {
        BulkBuildStats stats = BulkIndexes.bulkBuildIndex(vectors, index, 8, 50, 1, true);
        assertThat(stats.vectors()).isEqualTo(VECTORS);
        assertThat(stats.dimension()).isEqualTo(DIMENSION);
        assertThat(stats.elapsedSeconds()).isPositive();
        assertThat(stats.rate()).isCloseTo(VECTORS / stats.elapsedSeconds(), within(1e-6));
        assertThat(stats.indexSizeBytes()).isEqualTo(Files.size(index));

        List<Neighbor> found = BulkIndexes.bulkQueryIndex(index, vectors[17], 5, 64);
        assertThat(found)
                .hasSize(5)
                .isSortedAccordingTo((a, b) -> Float.compare(a.distance(), b.distance()));
        assertThat(found.getFirst().id()).isEqualTo(17);
        assertThat(found.getFirst().distance()).isCloseTo(0, within(1e-6f));

        IndexInfo info = BulkIndexes.bulkInfo(index);
        assertThat(info.vectors()).isEqualTo(VECTORS);
        assertThat(info.maxConnections()).isEqualTo(8);
        assertThat(info.efConstruction()).isEqualTo(50);
        assertThat(info.metric()).isEqualTo(Metric.COSINE);
    }

    @Test
    void aLoggedBuildIsTheSame() throws Exception {
        BulkIndexes.bulkBuildIndex(vectors, index, 16, 100, 0, false);
        byte[] logged = Files.readAllBytes(index);
        BulkIndexes.bulkBuildIndex(vectors, index);
        assertThat(Files.readAllBytes(index)).isEqualTo(logged);
    }

    @Test
    void idsAndOptionsCount() {
        long[] ids = new long[VECTORS];
        Arrays.setAll(ids, i -> 1000 + i);
        HnswBuildOptions options =
                HnswBuildOptions.defaults().withMetric(Metric.L2).withBatchSize(50);
        BulkIndexes.bulkBuildIndex(vectors, ids, index, options);
        assertThat(BulkIndexes.bulkQueryIndex(index, vectors[3], 1, 64))
                .containsExactly(new Neighbor(1003, 0));
        BulkIndexes.bulkBuildIndex(vectors, index, options);
        assertThat(BulkIndexes.bulkQueryIndex(index, vectors[3], 1, 64))
                .containsExactly(new Neighbor(3, 0));
        assertThat(BulkIndexes.bulkInfo(index).metric()).isEqualTo(Metric.L2);
    }

    @Test
    void rawVectorsComeBack() throws Exception {
        Path raw = temp.resolve("v.f32");
        assertThat(BulkIndexes.convertEmbeddingsToRaw(vectors, raw)).isEqualTo(raw);
        assertThat(Files.size(raw)).isEqualTo(VECTORS * DIMENSION * 4L);
        assertThat(Files.readString(temp.resolve("v.f32.json")).replaceAll("\\s", ""))
                .contains("\"n\":200", "\"dim\":10");
        assertThat(BulkIndexes.readRawEmbeddings(raw)).isDeepEqualTo(vectors);
        BulkIndexes.convertEmbeddingsToRaw(Arrays.copyOf(vectors, 3), raw);
        assertThat(BulkIndexes.readRawEmbeddings(raw)).hasDimensions(3, DIMENSION);
    }

    @Test
    void badVectorsAreRefused() {
        float[][] ragged = {new float[10], new float[9]};
        refused("longer or shorter", () -> BulkIndexes.bulkBuildIndex(ragged, index));
        refused("longer or shorter", () -> BulkIndexes.convertEmbeddingsToRaw(ragged, index));
        refused("no vectors", () -> BulkIndexes.bulkBuildIndex(new float[0][], index));
        refused("dimension", () -> BulkIndexes.bulkBuildIndex(new float[3][0], index));
        HnswBuildOptions options = HnswBuildOptions.defaults();
        refused(
                "one id for each vector",
                () -> BulkIndexes.bulkBuildIndex(vectors, new long[3], index, options));
        assertThatThrownBy(() ->
                        BulkIndexes.bulkBuildIndex(vectors, new long[VECTORS], index, options))
                .isInstanceOf(CorruptionException.class);
        vectors[120][4] = Float.NaN;
        refused("120", () -> BulkIndexes.bulkBuildIndex(vectors, index));
        assertThat(index).doesNotExist();
    }

    @Test
    void badQueriesAreRefused() {
        BulkIndexes.bulkBuildIndex(vectors, index);
        refused("9", () -> BulkIndexes.bulkQueryIndex(index, new float[9], 5, 64));
        refused("0", () -> BulkIndexes.bulkQueryIndex(index, vectors[0], 0, 64));
        refused("0", () -> BulkIndexes.bulkQueryIndex(index, vectors[0], 5, 0));
    }

    private static void refused(String part, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(part);
    }
}
