package io.cairn.hnsw.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The block with the Vector API: 8 rows by two registers of columns, so 16 sums, which do not wait
 * for each other. Written out, as the compiler keeps vectors of an array in memory. Thread-safe.
 */
final class SimdDenseBlock extends DenseBlock {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int COLUMNS = 2 * LANES;

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
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector b0 = FloatVector.zero(FLOATS);
        FloatVector a1 = FloatVector.zero(FLOATS);
        FloatVector b1 = FloatVector.zero(FLOATS);
        FloatVector a2 = FloatVector.zero(FLOATS);
        FloatVector b2 = FloatVector.zero(FLOATS);
        FloatVector a3 = FloatVector.zero(FLOATS);
        FloatVector b3 = FloatVector.zero(FLOATS);
        FloatVector a4 = FloatVector.zero(FLOATS);
        FloatVector b4 = FloatVector.zero(FLOATS);
        FloatVector a5 = FloatVector.zero(FLOATS);
        FloatVector b5 = FloatVector.zero(FLOATS);
        FloatVector a6 = FloatVector.zero(FLOATS);
        FloatVector b6 = FloatVector.zero(FLOATS);
        FloatVector a7 = FloatVector.zero(FLOATS);
        FloatVector b7 = FloatVector.zero(FLOATS);
        int p = firstInPanel;
        for (int i = firstRow; i < firstRow + dimension; i++) {
            FloatVector x = FloatVector.fromArray(FLOATS, panel, p);
            FloatVector y = FloatVector.fromArray(FLOATS, panel, p + LANES);
            p += COLUMNS;
            FloatVector f0 = FloatVector.broadcast(FLOATS, rows[i]);
            a0 = f0.fma(x, a0);
            b0 = f0.fma(y, b0);
            FloatVector f1 = FloatVector.broadcast(FLOATS, rows[i + dimension]);
            a1 = f1.fma(x, a1);
            b1 = f1.fma(y, b1);
            FloatVector f2 = FloatVector.broadcast(FLOATS, rows[i + 2 * dimension]);
            a2 = f2.fma(x, a2);
            b2 = f2.fma(y, b2);
            FloatVector f3 = FloatVector.broadcast(FLOATS, rows[i + 3 * dimension]);
            a3 = f3.fma(x, a3);
            b3 = f3.fma(y, b3);
            FloatVector f4 = FloatVector.broadcast(FLOATS, rows[i + 4 * dimension]);
            a4 = f4.fma(x, a4);
            b4 = f4.fma(y, b4);
            FloatVector f5 = FloatVector.broadcast(FLOATS, rows[i + 5 * dimension]);
            a5 = f5.fma(x, a5);
            b5 = f5.fma(y, b5);
            FloatVector f6 = FloatVector.broadcast(FLOATS, rows[i + 6 * dimension]);
            a6 = f6.fma(x, a6);
            b6 = f6.fma(y, b6);
            FloatVector f7 = FloatVector.broadcast(FLOATS, rows[i + 7 * dimension]);
            a7 = f7.fma(x, a7);
            b7 = f7.fma(y, b7);
        }
        store(a0, b0, a1, b1, products, firstProduct, stride);
        store(a2, b2, a3, b3, products, firstProduct + 2 * stride, stride);
        store(a4, b4, a5, b5, products, firstProduct + 4 * stride, stride);
        store(a6, b6, a7, b7, products, firstProduct + 6 * stride, stride);
    }

    private static void store(
            FloatVector a,
            FloatVector b,
            FloatVector nextA,
            FloatVector nextB,
            float[] products,
            int at,
            int stride) {
        a.intoArray(products, at);
        b.intoArray(products, at + LANES);
        nextA.intoArray(products, at + stride);
        nextB.intoArray(products, at + stride + LANES);
    }
}
