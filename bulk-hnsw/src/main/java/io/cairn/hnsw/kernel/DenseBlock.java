package io.cairn.hnsw.kernel;

/**
 * Inner products of blocks of vectors with each other: the inner loop of a dense matrix product.
 * One side is given in rows, the other one in panels, in which the first components of all vectors
 * come first, then the second ones; so no sum has to be taken across a register (Goto, van de
 * Geijn: Anatomy of High-Performance Matrix Multiplication, 2008). Every product is summed up in
 * the order of the components, so it does not depend on where in a block its vectors are.
 * Thread-safe.
 */
public abstract class DenseBlock {

    /** Rows of one block. */
    public static final int ROWS = 8;

    private static final DenseBlock BEST =
            VectorModule.isPresent() ? new SimdDenseBlock() : new ScalarDenseBlock();

    DenseBlock() {}

    /** Returns the fastest that this process can use. */
    public static DenseBlock best() {
        return BEST;
    }

    /** Returns how many vectors a panel holds. */
    public abstract int columns();

    /**
     * Multiplies {@link #ROWS} rows by one panel.
     *
     * @param rows {@code float32[ROWS][dimension]}
     * @param firstRow where the rows begin
     * @param panel {@code float32[dimension][columns]}
     * @param firstInPanel where the panel begins
     * @param dimension components of a vector
     * @param products where to put {@code float32[ROWS][columns]}
     * @param firstProduct where the products of the first row begin
     * @param stride how far the products of two rows are apart
     */
    public abstract void multiply(
            float[] rows,
            int firstRow,
            float[] panel,
            int firstInPanel,
            int dimension,
            float[] products,
            int firstProduct,
            int stride);

    /** Returns how many floats the panels of so many vectors take. */
    public final int panelFloats(int vectors, int dimension) {
        return Math.multiplyExact(Math.ceilDiv(vectors, columns()) * columns(), dimension);
    }

    /**
     * Puts vectors into panels; places behind the last one become zero.
     *
     * @param rows {@code float32[count][dimension]}
     * @param count how many vectors
     * @param dimension components of a vector
     * @param panels where to put them, one panel after the other
     */
    public final void pack(float[] rows, int count, int dimension, float[] panels) {
        int columns = columns();
        for (int first = 0; first < count; first += columns) {
            int base = first * dimension;
            for (int c = 0; c < columns; c++) {
                int row = (first + c) * dimension;
                boolean present = first + c < count;
                for (int i = 0; i < dimension; i++) {
                    panels[base + i * columns + c] = present ? rows[row + i] : 0;
                }
            }
        }
    }
}
