package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import java.lang.foreign.Arena;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every class of distances says what adding up in double precision says, for every length. */
class DistancesTest {

    private static final int ROWS = 11;
    private static final float BIAS = 1;

    /** A class under test, and what it should say of rows. */
    private record Kernel(Encoding encoding, boolean squares, IntFunction<Distances> maker) {

        IntToDoubleFunction expected(NativeRows rows) {
            return row -> squares ? rows.squares(row) : BIAS - rows.product(row);
        }
    }

    static Stream<Arguments> kernels() {
        return Stream.concat(
                singlePrecision(),
                Stream.of(
                        named("SimdL2Bf16", new Kernel(Encoding.BF16, true, SimdL2Bf16::new)),
                        named("ScalarL2Bf16", new Kernel(Encoding.BF16, true, ScalarL2Bf16::new)),
                        named(
                                "SimdDotBf16",
                                new Kernel(Encoding.BF16, false, b -> new SimdDotBf16(b, BIAS))),
                        named(
                                "ScalarDotBf16",
                                new Kernel(
                                        Encoding.BF16, false, b -> new ScalarDotBf16(b, BIAS)))));
    }

    static Stream<Arguments> singlePrecision() {
        return Stream.of(
                named("SimdL2F32", new Kernel(Encoding.F32, true, SimdL2F32::new)),
                named("ScalarL2F32", new Kernel(Encoding.F32, true, ScalarL2F32::new)),
                named("SimdDotF32", new Kernel(Encoding.F32, false, b -> new SimdDotF32(b, BIAS))),
                named(
                        "ScalarDotF32",
                        new Kernel(Encoding.F32, false, b -> new ScalarDotF32(b, BIAS))));
    }

    private static Arguments named(String name, Kernel kernel) {
        return Arguments.of(Named.of(name, kernel));
    }

    static IntStream dimensions() {
        return IntStream.concat(
                IntStream.rangeClosed(1, 70), IntStream.of(100, 127, 128, 129, 768, 1000, 4096));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreeWithDoublePrecision(Kernel kernel) {
        dimensions().forEach(dimension -> check(kernel, dimension));
    }

    private static void check(Kernel kernel, int dimension) {
        try (Arena arena = Arena.ofConfined()) {
            NativeRows rows = new NativeRows(arena, kernel.encoding(), ROWS, dimension, dimension);
            Distances distances = kernel.maker().apply(kernel.encoding().rowBytes(dimension));
            IntToDoubleFunction expected = kernel.expected(rows);
            double slack = 3e-6 * dimension + 1e-5;
            // From 0 to all rows, last to first: whole groups of rows, and what is left of one.
            for (int count = 0; count <= ROWS; count++) {
                int[] numbers = IntStream.range(0, count).map(i -> ROWS - 1 - i).toArray();
                float[] found = new float[ROWS + 1];
                found[count] = -7;
                distances.toRows(rows.queryMemory, 0, rows.memory, numbers, count, found);
                for (int i = 0; i < count; i++) {
                    assertThat((double) found[i])
                            .as("row %d of %d, dimension %d", numbers[i], count, dimension)
                            .isCloseTo(expected.applyAsDouble(numbers[i]), within(slack));
                }
                assertThat(found[count]).isEqualTo(-7);
            }
            for (int row = 0; row < ROWS; row++) {
                assertThat((double) distances.toRow(rows.queryMemory, 0, rows.memory, row))
                        .as("row %d, dimension %d", row, dimension)
                        .isCloseTo(expected.applyAsDouble(row), within(slack));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("singlePrecision")
    void aRowMayBeTheQuery(Kernel kernel) {
        try (Arena arena = Arena.ofConfined()) {
            int dimension = 37;
            NativeRows rows = new NativeRows(arena, kernel.encoding(), ROWS, dimension, 3);
            int rowBytes = kernel.encoding().rowBytes(dimension);
            Distances distances = kernel.maker().apply(rowBytes);
            float toItself = distances.toRow(rows.memory, 4L * rowBytes, rows.memory, 4);
            double squares = 0;
            for (float x : rows.vectors[4]) {
                squares += (double) x * x;
            }
            assertThat((double) toItself)
                    .isCloseTo(kernel.squares() ? 0 : BIAS - squares, within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aRowThatIsNotThereIsNotRead(Kernel kernel) {
        try (Arena arena = Arena.ofConfined()) {
            NativeRows rows = new NativeRows(arena, kernel.encoding(), ROWS, 20, 3);
            Distances distances = kernel.maker().apply(kernel.encoding().rowBytes(20));
            for (int row : new int[] {ROWS, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> distances.toRow(rows.queryMemory, 0, rows.memory, row));
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() ->
                                distances.toRows(
                                        rows.queryMemory,
                                        0,
                                        rows.memory,
                                        new int[] {0, 1, 2, row},
                                        4,
                                        new float[4]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void theChosenClassReportsWhatTheMetricSays(Metric metric) {
        try (Arena arena = Arena.ofConfined()) {
            for (Encoding encoding : Encoding.values()) {
                NativeRows rows = new NativeRows(arena, encoding, ROWS, 50, 9);
                Distances distances = Distances.of(metric, encoding, 50);
                double expected =
                        switch (metric) {
                            case COSINE -> 1 - rows.product(3);
                            case L2 -> Math.sqrt(rows.squares(3));
                            case IP -> -rows.product(3);
                        };
                float distance = distances.toRow(rows.queryMemory, 0, rows.memory, 3);
                assertThat((double) distances.reported(distance)).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void rowsInAnotherOrderAreFoundByTheirPlaces(Metric metric) {
        try (Arena arena = Arena.ofConfined()) {
            NativeRows rows = new NativeRows(arena, Encoding.F32, ROWS, 50, 9);
            Distances distances = Distances.of(metric, Encoding.F32, 50);
            int[] places = new int[ROWS];
            int[] numbers = new int[ROWS];
            for (int i = 0; i < ROWS; i++) {
                places[i] = ROWS - 1 - i;
                numbers[i] = i;
            }
            float[] expected = new float[ROWS];
            distances.toRows(rows.queryMemory, 0, rows.memory, places, ROWS, expected);
            Distances numbered = distances.numbered(places);
            float[] measured = new float[ROWS];
            numbered.toRows(rows.queryMemory, 0, rows.memory, numbers, ROWS, measured);
            assertThat(measured).isEqualTo(expected);
            assertThat(numbered.toRow(rows.queryMemory, 0, rows.memory, 2))
                    .isEqualTo(distances.toRow(rows.queryMemory, 0, rows.memory, places[2]));
            assertThat(numbered.reported(4)).isEqualTo(distances.reported(4));
        }
    }

    @Test
    void theVectorApiIsUsedInTests() {
        assertThat(VectorModule.isPresent()).isTrue();
        assertThat(Distances.of(Metric.IP, Encoding.F32, 8)).isInstanceOf(SimdDotF32.class);
    }
}
