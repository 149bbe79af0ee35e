package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A constant less the inner product in single precision, with the Vector API. Thread-safe. */
final class SimdDotF32 extends Distances {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int QUERY_STEP = FLOATS.vectorByteSize();
    private static final int ROW_STEP = QUERY_STEP;

    private final float bias;

    SimdDotF32(int rowBytes, float bias) {
        super(rowBytes);
        this.bias = bias;
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        long offset = (long) row * rowBytes;
        FloatVector sum0 = FloatVector.zero(FLOATS);
        FloatVector sum1 = FloatVector.zero(FLOATS);
        int at = 0;
        long q = queryOffset;
        for (; at + 2 * ROW_STEP <= rowBytes; at += 2 * ROW_STEP) {
            FloatVector x0 = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            sum0 = x0.fma(FloatVector.fromMemorySegment(FLOATS, rows, offset + at, ORDER), sum0);
            FloatVector x1 = FloatVector.fromMemorySegment(FLOATS, query, q + QUERY_STEP, ORDER);
            sum1 =
                    x1.fma(
                            FloatVector.fromMemorySegment(
                                    FLOATS, rows, offset + at + ROW_STEP, ORDER),
                            sum1);
            q += 2 * QUERY_STEP;
        }
        for (; at < rowBytes; at += ROW_STEP) {
            FloatVector x0 = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            sum0 = x0.fma(FloatVector.fromMemorySegment(FLOATS, rows, offset + at, ORDER), sum0);
            q += QUERY_STEP;
        }
        return bias - LaneSum.of(sum0.add(sum1));
    }

    @Override
    public void toRows(
            MemorySegment query,
            long queryOffset,
            MemorySegment rows,
            int[] numbers,
            int count,
            float[] distances) {
        int i = 0;
        for (; i + ROWS_AT_ONCE <= count; i += ROWS_AT_ONCE) {
            four(query, queryOffset, rows, numbers, i, distances);
        }
        for (; i < count; i++) {
            distances[i] = toRow(query, queryOffset, rows, numbers[i]);
        }
    }

    private void four(
            MemorySegment query,
            long queryOffset,
            MemorySegment rows,
            int[] numbers,
            int first,
            float[] distances) {
        long row0 = (long) numbers[first] * rowBytes;
        long row1 = (long) numbers[first + 1] * rowBytes;
        long row2 = (long) numbers[first + 2] * rowBytes;
        long row3 = (long) numbers[first + 3] * rowBytes;
        FloatVector sum0 = FloatVector.zero(FLOATS);
        FloatVector sum1 = FloatVector.zero(FLOATS);
        FloatVector sum2 = FloatVector.zero(FLOATS);
        FloatVector sum3 = FloatVector.zero(FLOATS);
        long q = queryOffset;
        for (int at = 0; at < rowBytes; at += ROW_STEP) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            sum0 = x.fma(FloatVector.fromMemorySegment(FLOATS, rows, row0 + at, ORDER), sum0);
            sum1 = x.fma(FloatVector.fromMemorySegment(FLOATS, rows, row1 + at, ORDER), sum1);
            sum2 = x.fma(FloatVector.fromMemorySegment(FLOATS, rows, row2 + at, ORDER), sum2);
            sum3 = x.fma(FloatVector.fromMemorySegment(FLOATS, rows, row3 + at, ORDER), sum3);
            q += QUERY_STEP;
        }
        distances[first] = bias - LaneSum.of(sum0);
        distances[first + 1] = bias - LaneSum.of(sum1);
        distances[first + 2] = bias - LaneSum.of(sum2);
        distances[first + 3] = bias - LaneSum.of(sum3);
    }
}
