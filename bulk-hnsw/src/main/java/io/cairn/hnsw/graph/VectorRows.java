package io.cairn.hnsw.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Vectors in single precision, {@code float32[count][dimension]} with the rows some bytes apart and
 * zeros between them. Threads may write different rows.
 *
 * @param memory where they are
 * @param count how many
 * @param dimension components of a vector
 * @param rowBytes the distance between the beginnings of two rows, in bytes
 */
public record VectorRows(MemorySegment memory, int count, int dimension, int rowBytes) {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Returns where a row begins, in bytes. */
    public long offset(int row) {
        return (long) row * rowBytes;
    }

    /** Copies a row's components. */
    public void copy(int row, float[] target, int at) {
        MemorySegment.copy(memory, FLOAT, offset(row), target, at, dimension);
    }

    /** Replaces a row's components. */
    public void set(int row, float[] source, int at) {
        MemorySegment.copy(source, at, memory, FLOAT, offset(row), dimension);
    }
}
