package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Squared Euclidean distances in single precision, in plain Java. Thread-safe. */
final class ScalarL2F32 extends Distances {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Sums that do not wait for each other. */
    private static final int SUMS = 4;

    ScalarL2F32(int rowBytes) {
        super(rowBytes);
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        long offset = (long) row * rowBytes;
        int components = rowBytes / Float.BYTES;
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < components; i += SUMS) {
            long q = queryOffset + (long) i * Float.BYTES;
            long r = offset + (long) i * Float.BYTES;
            float d0 = query.get(FLOAT, q) - rows.get(FLOAT, r);
            sum0 = Math.fma(d0, d0, sum0);
            float d1 = query.get(FLOAT, q + 4) - rows.get(FLOAT, r + 4);
            sum1 = Math.fma(d1, d1, sum1);
            float d2 = query.get(FLOAT, q + 8) - rows.get(FLOAT, r + 8);
            sum2 = Math.fma(d2, d2, sum2);
            float d3 = query.get(FLOAT, q + 12) - rows.get(FLOAT, r + 12);
            sum3 = Math.fma(d3, d3, sum3);
        }
        return ((sum0 + sum1) + (sum2 + sum3));
    }

    @Override
    public void toRows(
            MemorySegment query,
            long queryOffset,
            MemorySegment rows,
            int[] numbers,
            int count,
            float[] distances) {
        int components = rowBytes / Float.BYTES;
        float[] own = new float[components];
        float[] other = new float[components];
        MemorySegment.copy(query, FLOAT, queryOffset, own, 0, components);
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(rows, FLOAT, (long) numbers[i] * rowBytes, other, 0, components);
            distances[i] = distance(own, other);
        }
    }

    /**
     * As {@link #toRow}, of arrays: those are fast before the optimising compiler has seen this.
     */
    private static float distance(float[] own, float[] other) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < own.length; i += SUMS) {
            float d0 = own[i] - other[i];
            sum0 = Math.fma(d0, d0, sum0);
            float d1 = own[i + 1] - other[i + 1];
            sum1 = Math.fma(d1, d1, sum1);
            float d2 = own[i + 2] - other[i + 2];
            sum2 = Math.fma(d2, d2, sum2);
            float d3 = own[i + 3] - other[i + 3];
            sum3 = Math.fma(d3, d3, sum3);
        }
        return ((sum0 + sum1) + (sum2 + sum3));
    }

    @Override
    public float reported(float distance) {
        return (float) Math.sqrt(distance);
    }
}
