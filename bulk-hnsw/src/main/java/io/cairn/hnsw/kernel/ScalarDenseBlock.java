package io.cairn.hnsw.kernel;

import java.util.Arrays;

/** The block in plain Java, in loops that the JIT compiler turns into vector code. Thread-safe. */
final class ScalarDenseBlock extends DenseBlock {

    private static final int COLUMNS = 32;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void multiply(
            float[] rows,
            int firstRow,
            float[] panel,
            int firstInPanel,
            int dimension,
            float[] products,
            int firstProduct,
            int stride) {
        float[] sums = new float[COLUMNS];
        for (int r = 0; r < ROWS; r++) {
            Arrays.fill(sums, 0);
            int row = firstRow + r * dimension;
            for (int i = 0; i < dimension; i++) {
                add(rows[row + i], panel, firstInPanel + i * COLUMNS, sums);
            }
            System.arraycopy(sums, 0, products, firstProduct + r * stride, COLUMNS);
        }
    }

    private static void add(float factor, float[] panel, int at, float[] sums) {
        for (int c = 0; c < COLUMNS; c++) {
            sums[c] = Math.fma(factor, panel[at + c], sums[c]);
        }
    }
}
