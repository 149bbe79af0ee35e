package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The smallest numbers are those that sorting gives. */
class SmallestFloatsTest {

    private static final int[] LENGTHS = {0, 1, 2, 15, 16, 17, 63, 64, 65, 127, 200, 1000, 1024};
    private static final int[] WANTED = {1, 2, 5, 8, 16, 32, 33, 100};

    @Test
    void distinctNumbers() {
        Random random = new Random(1);
        check(random::nextGaussian);
    }

    @Test
    void manyEqualNumbers() {
        Random random = new Random(2);
        check(() -> random.nextInt(4));
    }

    @Test
    void equalNumbersOnly() {
        check(() -> 0.5);
    }

    @Test
    void bothZeros() {
        Random random = new Random(3);
        check(() -> random.nextBoolean() ? 0.0 : -0.0);
    }

    @Test
    void infinities() {
        Random random = new Random(4);
        check(() -> random.nextInt(3) == 0 ? random.nextGaussian() : Double.POSITIVE_INFINITY);
        check(() -> Double.POSITIVE_INFINITY);
    }

    @Test
    void ascendingAndDescendingNumbers() {
        int[] next = {0};
        check(() -> next[0]++);
        check(() -> next[0]--);
    }

    @Test
    void whatIsGreaterThanTheBoundIsNotFound() {
        Random random = new Random(5);
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(500);
        }
        for (int wanted : new int[] {1, 20, 100}) {
            for (SmallestFloats smallest :
                    List.of(new SimdSmallestFloats(wanted), new ScalarSmallestFloats(wanted))) {
                for (float most : new float[] {-1, 0, 7, 30, 600}) {
                    long[] expected =
                            IntStream.range(3, 997)
                                    .filter(i -> values[i] <= most)
                                    .mapToLong(i -> Ranked.of(values[i], i - 3))
                                    .sorted()
                                    .limit(wanted)
                                    .toArray();
                    long[] found = new long[smallest.find(values, 3, 997, most)];
                    Arrays.setAll(found, smallest::get);
                    assertThat(found).as("at most %s", most).isEqualTo(expected);
                }
            }
        }
    }

    private static void check(DoubleSupplier numbers) {
        for (int wanted : WANTED) {
            SmallestFloats simd = new SimdSmallestFloats(wanted);
            SmallestFloats scalar = new ScalarSmallestFloats(wanted);
            for (int length : LENGTHS) {
                int begin = length % 7;
                float[] values = new float[begin + length + 5];
                Arrays.fill(values, Float.NEGATIVE_INFINITY);
                for (int i = begin; i < begin + length; i++) {
                    values[i] = (float) numbers.getAsDouble();
                }
                long[] sorted = new long[length];
                Arrays.setAll(sorted, i -> Ranked.of(values[begin + i], i));
                Arrays.sort(sorted);
                long[] expected = Arrays.copyOf(sorted, Math.min(wanted, length));
                assertThat(found(simd, values, begin, length))
                        .as("wanted %d of %d", wanted, length)
                        .isEqualTo(expected);
                assertThat(found(scalar, values, begin, length)).isEqualTo(expected);
            }
        }
    }

    private static long[] found(SmallestFloats smallest, float[] values, int begin, int length) {
        long[] found = new long[smallest.find(values, begin, begin + length)];
        Arrays.setAll(found, smallest::get);
        return found;
    }
}
