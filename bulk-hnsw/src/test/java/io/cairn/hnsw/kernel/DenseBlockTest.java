package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of blocks are those of double precision, and the same with and without vectors. */
class DenseBlockTest {

    private static final int COUNT = 53;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 31, 64, 100, 768, 1000})
    void areTheSameBitForBitAndRight(int dimension) {
        float[] rows = random(padded() * dimension, dimension);
        float[] simd = products(new SimdDenseBlock(), rows, dimension);
        float[] scalar = products(new ScalarDenseBlock(), rows, dimension);
        assertThat(simd).isEqualTo(scalar);
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < COUNT; j++) {
                double expected = 0;
                for (int d = 0; d < dimension; d++) {
                    expected += (double) rows[i * dimension + d] * rows[j * dimension + d];
                }
                assertThat((double) simd[i * COUNT + j])
                        .isCloseTo(expected, within(3e-6 * dimension + 1e-6));
            }
        }
    }

    private static int padded() {
        return Math.ceilDiv(COUNT, DenseBlock.ROWS) * DenseBlock.ROWS;
    }

    private static float[] random(int length, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    /** Returns float32[COUNT][COUNT]. */
    private static float[] products(DenseBlock block, float[] rows, int dimension) {
        float[] panels = new float[block.panelFloats(COUNT, dimension)];
        block.pack(rows, COUNT, dimension, panels);
        int stride = panels.length / dimension + 3;
        float[] all = new float[padded() * stride];
        for (int j = 0; j < COUNT; j += block.columns()) {
            for (int i = 0; i < COUNT; i += DenseBlock.ROWS) {
                block.multiply(
                        rows,
                        i * dimension,
                        panels,
                        j * dimension,
                        dimension,
                        all,
                        i * stride + j,
                        stride);
            }
        }
        float[] products = new float[COUNT * COUNT];
        for (int i = 0; i < COUNT; i++) {
            System.arraycopy(all, i * stride, products, i * COUNT, COUNT);
        }
        return products;
    }
}
