package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

/** The contrast tells data with groups from data without. */
class SampledRecallTest {

    private static final int COUNT = 3000;
    private static final int DIMENSION = 256;
    private static final int GROUPS = 30;

    @Test
    void independentNumbersHaveLittleContrast() {
        assertThat(contrast(Rows.gaussian(COUNT, DIMENSION, 1), Metric.L2)).isBetween(1.0, 1.5);
    }

    @Test
    void groupsHaveMuch() {
        assertThat(contrast(grouped(), Metric.L2)).isBetween(3.0, 50.0);
    }

    @Test
    void innerProductsHaveNone() {
        assertThat(contrast(grouped(), Metric.IP)).isInfinite();
    }

    @Test
    void equalVectorsAndNoneAtAllHaveEveryContrast() {
        assertThat(contrast(new float[50][3], Metric.L2)).isInfinite();
        assertThat(contrast(new float[0][], Metric.L2)).isInfinite();
    }

    private static float[][] grouped() {
        float[][] vectors = Rows.gaussian(COUNT, DIMENSION, 2);
        for (int i = GROUPS; i < COUNT; i++) {
            for (int d = 0; d < DIMENSION; d++) {
                vectors[i][d] = vectors[i % GROUPS][d] + vectors[i][d] / 4;
            }
        }
        return vectors;
    }

    private static double contrast(float[][] vectors, Metric metric) {
        try (Arena arena = Arena.ofShared();
                Workers workers = new Workers(2)) {
            VectorRows rows = Rows.of(arena, vectors);
            return new SampledRecall(
                            rows,
                            HnswBuildOptions.defaults().withMetric(metric),
                            Distances.of(metric, Encoding.F32, rows.dimension()),
                            64,
                            EqualRows.NONE,
                            workers)
                    .contrast();
        }
    }
}
