package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.hnsw.BuildProgress;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExhaustiveTest {

    private static final int CAPACITY = 12;

    private static float[][] vectors(int count, int dimension) {
        Random random = new Random(count);
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimension; d++) {
                vector[d] = (float) random.nextGaussian() + 3;
            }
        }
        return vectors;
    }

    /** Blocks of 512: less than one, one, one more than two, four and a part. */
    @ParameterizedTest
    @CsvSource({
        "L2, 1, 3",
        "L2, 2, 5",
        "L2, 12, 4",
        "L2, 512, 7",
        "L2, 1025, 3",
        "L2, 2200, 16",
        "IP, 700, 9",
        "COSINE, 1100, 8"
    })
    void everyVectorGetsItsNearest(Metric metric, int count, int dimension) {
        try (Arena arena = Arena.ofShared();
                Workers workers = new Workers(3)) {
            VectorRows rows = Rows.of(arena, vectors(count, dimension));
            Reservoirs reservoirs =
                    new Reservoirs(
                            arena.allocate(Reservoirs.bytes(count, CAPACITY), Long.BYTES),
                            count,
                            CAPACITY);
            Exhaustive.fill(rows, metric, reservoirs, workers, new Stage(BuildProgress.NONE));
            Distances distances = Distances.of(metric, Encoding.F32, dimension);
            long[] kept = new long[CAPACITY];
            for (int row = 0; row < count; row++) {
                int from = row;
                float[] wanted = new float[count - 1];
                int[] others = IntStream.range(0, count).filter(i -> i != from).toArray();
                distances.toRows(
                        rows.memory(), rows.offset(row), rows.memory(), others, count - 1, wanted);
                Arrays.sort(wanted);
                int many = reservoirs.copy(row, kept);
                assertThat(many).isEqualTo(Math.min(CAPACITY, count - 1));
                for (int i = 0; i < many; i++) {
                    assertThat(Ranked.row(kept[i])).isNotEqualTo(row);
                    assertThat(Ranked.distance(kept[i])).isCloseTo(wanted[i], within(1e-3f));
                }
                assertThat(Arrays.stream(kept, 0, many).mapToInt(Ranked::row).distinct())
                        .hasSize(many);
            }
        }
    }
}
