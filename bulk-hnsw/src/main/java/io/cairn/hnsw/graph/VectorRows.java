package io.cairn.hnsw.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in single precision, {@code float32[count][dimension]} with the rows some bytes apart and
 * zeros between them. Threads may write different rows. Rows that must stay where they are can be
 * numbered in another order.
 *
 * @param memory where they are
 * @param count how many
 * @param dimension components of a vector
 * @param rowBytes the distance between the beginnings of two rows, in bytes
 * @param places for each row at which place it lies; null where that is its number
 */
public record VectorRows(
        MemorySegment memory, int count, int dimension, int rowBytes, int @Nullable [] places) {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Takes rows that lie in the order of their numbers. */
    public VectorRows(MemorySegment memory, int count, int dimension, int rowBytes) {
        this(memory, count, dimension, rowBytes, null);
    }

    /**
     * Returns the same rows with other numbers.
     *
     * @param places for each row at which place it lies; not copied
     */
    public VectorRows numbered(int[] places) {
        return new VectorRows(memory, count, dimension, rowBytes, places);
    }

    /** Returns where a row begins, in bytes. */
    public long offset(int row) {
        int[] moved = places;
        return (long) (moved == null ? row : moved[row]) * rowBytes;
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
