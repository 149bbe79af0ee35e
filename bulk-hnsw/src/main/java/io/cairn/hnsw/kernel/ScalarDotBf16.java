package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A constant less the inner product of single-precision queries to rows of upper halves, in plain
 * Java. Thread-safe.
 */
final class ScalarDotBf16 extends Distances {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Sums that do not wait for each other. */
    private static final int SUMS = 4;

    private final float bias;

    ScalarDotBf16(int rowBytes, float bias) {
        super(rowBytes);
        this.bias = bias;
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        long offset = (long) row * rowBytes;
        int components = rowBytes / Short.BYTES;
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < components; i += SUMS) {
            long q = queryOffset + (long) i * Float.BYTES;
            long r = offset + (long) i * Short.BYTES;
            sum0 = Math.fma(query.get(FLOAT, q), component(rows, r), sum0);
            sum1 = Math.fma(query.get(FLOAT, q + 4), component(rows, r + 2), sum1);
            sum2 = Math.fma(query.get(FLOAT, q + 8), component(rows, r + 4), sum2);
            sum3 = Math.fma(query.get(FLOAT, q + 12), component(rows, r + 6), sum3);
        }
        return bias - ((sum0 + sum1) + (sum2 + sum3));
    }

    @Override
    public void toRows(
            MemorySegment query,
            long queryOffset,
            MemorySegment rows,
            int[] numbers,
            int count,
            float[] distances) {
        for (int i = 0; i < count; i++) {
            distances[i] = toRow(query, queryOffset, rows, numbers[i]);
        }
    }

    private static float component(MemorySegment rows, long offset) {
        return Float.intBitsToFloat(rows.get(SHORT, offset) << Short.SIZE);
    }
}
