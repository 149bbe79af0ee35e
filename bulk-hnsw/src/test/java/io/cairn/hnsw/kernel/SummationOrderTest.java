package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Encoding;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same two vectors always have the same distance to the last bit, interpreted, compiled, and
 * while the compiler is at work: the lanes of a register are added in the order that is spelt out
 * here.
 */
class SummationOrderTest {

    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final int[] DIMENSIONS = {1, 7, 16, 33, 100, 300};
    private static final int CALLS = 20_000;

    static Stream<Arguments> kernels() {
        return Stream.of(
                Arguments.of(Encoding.F32, true),
                Arguments.of(Encoding.F32, false),
                Arguments.of(Encoding.BF16, true),
                Arguments.of(Encoding.BF16, false));
    }

    private static Distances kernel(Encoding encoding, boolean squares, int rowBytes) {
        return switch (encoding) {
            case F32 -> squares ? new SimdL2F32(rowBytes) : new SimdDotF32(rowBytes, 0);
            case BF16 -> squares ? new SimdL2Bf16(rowBytes) : new SimdDotBf16(rowBytes, 0);
        };
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void isTheSameBeforeAndAfterCompilation(Encoding encoding, boolean squares) {
        for (int dimension : DIMENSIONS) {
            try (Arena arena = Arena.ofConfined()) {
                NativeRows rows = new NativeRows(arena, encoding, 4, dimension, dimension);
                Distances distances = kernel(encoding, squares, encoding.rowBytes(dimension));
                float[] together = new float[4];
                float[] alone = new float[4];
                for (int row = 0; row < 4; row++) {
                    int padded = encoding.rowBytes(dimension) / encoding.componentBytes();
                    float[] terms = Arrays.copyOf(rows.vectors[row], padded);
                    float[] query = Arrays.copyOf(rows.query, padded);
                    together[row] = summed(query, terms, squares, 1);
                    alone[row] = summed(query, terms, squares, 2);
                }
                int[] numbers = {0, 1, 2, 3};
                float[] found = new float[4];
                for (int i = 0; i < CALLS; i++) {
                    distances.toRows(rows.queryMemory, 0, rows.memory, numbers, 4, found);
                    if (!Arrays.equals(found, together)) {
                        assertThat(found).as("dimension %d", dimension).isEqualTo(together);
                    }
                    int row = i % 4;
                    float one = distances.toRow(rows.queryMemory, 0, rows.memory, row);
                    if (one != alone[row]) {
                        assertThat(one).as("dimension %d", dimension).isEqualTo(alone[row]);
                    }
                }
            }
        }
    }

    /** Adds into so many registers in turn, then the registers, then the halves of what is left. */
    private static float summed(float[] query, float[] row, boolean squares, int registers) {
        float[][] sums = new float[registers][LANES];
        int whole = row.length / (registers * LANES) * registers * LANES;
        for (int i = 0; i < row.length; i++) {
            float[] sum = sums[i < whole ? i / LANES % registers : 0];
            float difference = query[i] - row[i];
            sum[i % LANES] =
                    squares
                            ? Math.fma(difference, difference, sum[i % LANES])
                            : Math.fma(query[i], row[i], sum[i % LANES]);
        }
        float[] lanes = sums[0];
        for (int i = 0; registers == 2 && i < LANES; i++) {
            lanes[i] += sums[1][i];
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return squares ? lanes[0] : -lanes[0];
    }
}
