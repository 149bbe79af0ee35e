package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.hnsw.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Distances to codes are what adding up in double precision says, for every length and count. */
class CodeDistancesTest {

    private static final int ROWS = 11;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    /** Random codes, a query to them and the steps, in memory and not. */
    private record Coded(
            float[] query,
            float[] steps,
            byte[][] codes,
            MemorySegment queryMemory,
            MemorySegment stepMemory,
            MemorySegment memory) {

        static Coded of(Arena arena, int dimension, long seed) {
            Random random = new Random(seed);
            int rowBytes = Distances.codeBytes(dimension);
            long queryBytes = Distances.queryBytes(dimension);
            Coded coded =
                    new Coded(
                            new float[dimension],
                            new float[dimension],
                            new byte[ROWS][dimension],
                            arena.allocate(queryBytes, 64),
                            arena.allocate(queryBytes, 64),
                            arena.allocate((long) ROWS * rowBytes, 64));
            for (int d = 0; d < dimension; d++) {
                coded.query[d] = (float) random.nextGaussian();
                coded.steps[d] = (float) Math.abs(random.nextGaussian()) / 64;
            }
            MemorySegment.copy(coded.query, 0, coded.queryMemory, FLOAT, 0, dimension);
            MemorySegment.copy(coded.steps, 0, coded.stepMemory, FLOAT, 0, dimension);
            for (int row = 0; row < ROWS; row++) {
                random.nextBytes(coded.codes[row]);
                MemorySegment.copy(
                        coded.codes[row],
                        0,
                        coded.memory,
                        ValueLayout.JAVA_BYTE,
                        (long) row * rowBytes,
                        dimension);
            }
            return coded;
        }

        double squares(int row) {
            double sum = 0;
            for (int d = 0; d < query.length; d++) {
                double difference = query[d] - (double) steps[d] * codes[row][d];
                sum += difference * difference;
            }
            return sum;
        }

        double product(int row) {
            double sum = 0;
            for (int d = 0; d < query.length; d++) {
                sum -= (double) query[d] * codes[row][d];
            }
            return sum;
        }
    }

    @Test
    void agreeWithDoublePrecision() {
        IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(127, 128, 129, 768, 1000))
                .forEach(dimension -> {
                    try (Arena arena = Arena.ofConfined()) {
                        Coded coded = Coded.of(arena, dimension, dimension);
                        int bytes = Distances.codeBytes(dimension);
                        List.of(
                                        new SimdL2Int8(bytes, coded.stepMemory),
                                        new ScalarL2Int8(bytes, coded.stepMemory))
                                .forEach(d -> check(d, coded, true));
                        List.of(new SimdDotInt8(bytes), new ScalarDotInt8(bytes))
                                .forEach(d -> check(d, coded, false));
                    }
                });
    }

    private static void check(Distances distances, Coded coded, boolean squares) {
        int dimension = coded.query.length;
        for (int count = 0; count <= ROWS; count++) {
            int[] numbers = IntStream.range(0, count).map(i -> ROWS - 1 - i).toArray();
            float[] found = new float[ROWS];
            distances.toRows(coded.queryMemory, 0, coded.memory, numbers, count, found);
            for (int i = 0; i < count; i++) {
                double expected = squares ? coded.squares(numbers[i]) : coded.product(numbers[i]);
                double slack = 1e-5 * dimension * (squares ? 1 : 128) + 1e-4;
                assertThat((double) found[i])
                        .as("%s of %s", distances.getClass().getSimpleName(), dimension)
                        .isCloseTo(expected, within(slack));
                assertThat(distances.toRow(coded.queryMemory, 0, coded.memory, numbers[i]))
                        .isCloseTo(found[i], within((float) slack));
            }
        }
    }

    @Test
    void allocateNothing() {
        try (Arena arena = Arena.ofConfined()) {
            Coded coded = Coded.of(arena, 64, 1);
            int[] numbers = {6, 5, 4, 3, 2, 1, 0};
            float[] found = new float[numbers.length];
            for (Metric metric : Metric.values()) {
                Distances distances = Distances.ofCodes(metric, 64, coded.stepMemory);
                assertThat(
                                AllocatedBytes.perCall(() ->
                                        distances.toRows(
                                                coded.queryMemory,
                                                0,
                                                coded.memory,
                                                numbers,
                                                numbers.length,
                                                found)))
                        .as("%s", metric)
                        .isLessThan(16);
            }
        }
    }
}
