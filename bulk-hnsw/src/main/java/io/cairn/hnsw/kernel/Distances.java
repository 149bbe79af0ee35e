package io.cairn.hnsw.kernel;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import java.lang.foreign.MemorySegment;

/**
 * Distances of a query to stored rows. They order vectors as the metric does but are cheaper:
 * {@link #reported} turns one into what the metric says. Less is nearer. Thread-safe.
 *
 * <p>A query is {@code float32[dimension]} in native memory, followed by zeros up to a multiple of
 * {@link #QUERY_COMPONENTS}.
 */
public abstract class Distances {

    /** A query's memory holds a multiple of this many components. */
    public static final int QUERY_COMPONENTS = 32;

    /**
     * Rows that are compared in one go, so that components of the query are loaded once for all.
     */
    static final int ROWS_AT_ONCE = 4;

    /** The distance between the beginnings of two rows, in bytes. */
    final int rowBytes;

    Distances(int rowBytes) {
        this.rowBytes = rowBytes;
    }

    /**
     * Chooses the class for a metric and an encoding.
     *
     * @param dimension components of a vector
     */
    public static Distances of(Metric metric, Encoding encoding, int dimension) {
        int rowBytes = encoding.rowBytes(dimension);
        float bias = metric == Metric.COSINE ? 1 : 0;
        boolean root = metric == Metric.L2;
        if (VectorModule.isPresent()) {
            return switch (encoding) {
                case F32 -> root ? new SimdL2F32(rowBytes) : new SimdDotF32(rowBytes, bias);
                case BF16 -> root ? new SimdL2Bf16(rowBytes) : new SimdDotBf16(rowBytes, bias);
            };
        }
        return switch (encoding) {
            case F32 -> root ? new ScalarL2F32(rowBytes) : new ScalarDotF32(rowBytes, bias);
            case BF16 -> root ? new ScalarL2Bf16(rowBytes) : new ScalarDotBf16(rowBytes, bias);
        };
    }

    /**
     * Chooses the class for rows of 8-bit codes, {@code int8[rows][codeBytes]}: a component is its
     * centre plus its code times its step.
     *
     * @param dimension components of a vector
     * @param scales the step of each component, then zeros: as long as a query
     */
    public static Distances ofCodes(Metric metric, int dimension, MemorySegment scales) {
        int rowBytes = codeBytes(dimension);
        if (VectorModule.isPresent() && VectorModule.hasShortBytes()) {
            return metric == Metric.L2
                    ? new SimdL2Int8(rowBytes, scales)
                    : new SimdDotInt8(rowBytes);
        }
        return metric == Metric.L2
                ? new ScalarL2Int8(rowBytes, scales)
                : new ScalarDotInt8(rowBytes);
    }

    /** Returns the distance between the beginnings of two rows of codes, in bytes. */
    public static int codeBytes(int dimension) {
        return Math.ceilDiv(dimension, QUERY_COMPONENTS) * QUERY_COMPONENTS;
    }

    /**
     * Returns the same distances for rows that are numbered in another order than they lie in.
     *
     * @param places for each row at which place it lies; not copied
     */
    public final Distances numbered(int[] places) {
        return new NumberedDistances(this, places);
    }

    /** Returns how many bytes a query's memory must have. */
    public static long queryBytes(int dimension) {
        return (long) Math.ceilDiv(dimension, QUERY_COMPONENTS) * QUERY_COMPONENTS * Float.BYTES;
    }

    /**
     * Returns the distance of a query to a row.
     *
     * @param query where the query lies
     * @param queryOffset where it begins, in bytes
     * @param rows the rows
     * @param row the number of the row
     */
    public abstract float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row);

    /**
     * Writes the distances of a query to several rows.
     *
     * @param query where the query lies
     * @param queryOffset where it begins, in bytes
     * @param rows the rows
     * @param numbers the numbers of the rows
     * @param count how many of them
     * @param distances where to put the distances
     */
    public abstract void toRows(
            MemorySegment query,
            long queryOffset,
            MemorySegment rows,
            int[] numbers,
            int count,
            float[] distances);

    /** Returns what the metric says when this class says {@code distance}. */
    public float reported(float distance) {
        return distance;
    }
}
