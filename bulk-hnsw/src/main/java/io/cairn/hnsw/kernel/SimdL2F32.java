package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Squared Euclidean distances in single precision, with the Vector API. Thread-safe. */
final class SimdL2F32 extends Distances {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int QUERY_STEP = FLOATS.vectorByteSize();
    private static final int ROW_STEP = QUERY_STEP;

    SimdL2F32(int rowBytes) {
        super(rowBytes);
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        int _ = MappedPages.MARK.getPlain();
        long offset = (long) row * rowBytes;
        FloatVector sum0 = FloatVector.zero(FLOATS);
        FloatVector sum1 = FloatVector.zero(FLOATS);
        int at = 0;
        long q = queryOffset;
        for (; at + 2 * ROW_STEP <= rowBytes; at += 2 * ROW_STEP) {
            FloatVector x0 = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            FloatVector d0 =
                    x0.sub(FloatVector.fromMemorySegment(FLOATS, rows, offset + at, ORDER));
            sum0 = d0.fma(d0, sum0);
            FloatVector x1 = FloatVector.fromMemorySegment(FLOATS, query, q + QUERY_STEP, ORDER);
            FloatVector d1 =
                    x1.sub(
                            FloatVector.fromMemorySegment(
                                    FLOATS, rows, offset + at + ROW_STEP, ORDER));
            sum1 = d1.fma(d1, sum1);
            q += 2 * QUERY_STEP;
        }
        for (; at < rowBytes; at += ROW_STEP) {
            FloatVector x0 = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            FloatVector d0 =
                    x0.sub(FloatVector.fromMemorySegment(FLOATS, rows, offset + at, ORDER));
            sum0 = d0.fma(d0, sum0);
            q += QUERY_STEP;
        }
        FloatVector sum = sum0.add(sum1);
        sum = sum.add(sum.rearrange(LaneSum.HALF));
        sum = sum.add(sum.rearrange(LaneSum.QUARTER));
        sum = sum.add(sum.rearrange(LaneSum.EIGHTH));
        sum = sum.add(sum.rearrange(LaneSum.SIXTEENTH));
        return sum.lane(0) * LaneSum.SCALE;
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
        int _ = MappedPages.MARK.getPlain();
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
            FloatVector d0 = x.sub(FloatVector.fromMemorySegment(FLOATS, rows, row0 + at, ORDER));
            sum0 = d0.fma(d0, sum0);
            FloatVector d1 = x.sub(FloatVector.fromMemorySegment(FLOATS, rows, row1 + at, ORDER));
            sum1 = d1.fma(d1, sum1);
            FloatVector d2 = x.sub(FloatVector.fromMemorySegment(FLOATS, rows, row2 + at, ORDER));
            sum2 = d2.fma(d2, sum2);
            FloatVector d3 = x.sub(FloatVector.fromMemorySegment(FLOATS, rows, row3 + at, ORDER));
            sum3 = d3.fma(d3, sum3);
            q += QUERY_STEP;
        }
        FloatVector sums01 =
                sum0.blend(sum1.rearrange(LaneSum.HALF), LaneSum.IN_HALF)
                        .add(sum0.rearrange(LaneSum.HALF).blend(sum1, LaneSum.IN_HALF));
        FloatVector sums23 =
                sum2.blend(sum3.rearrange(LaneSum.HALF), LaneSum.IN_HALF)
                        .add(sum2.rearrange(LaneSum.HALF).blend(sum3, LaneSum.IN_HALF));
        FloatVector sums =
                sums01.blend(sums23.rearrange(LaneSum.QUARTER), LaneSum.IN_QUARTER)
                        .add(sums01.rearrange(LaneSum.QUARTER).blend(sums23, LaneSum.IN_QUARTER));
        sums = sums.add(sums.rearrange(LaneSum.EIGHTH));
        sums = sums.add(sums.rearrange(LaneSum.SIXTEENTH));
        distances[first] = sums.lane(0) * LaneSum.SCALE;
        distances[first + 1] = sums.lane(LANES / 2) * LaneSum.SCALE;
        distances[first + 2] = sums.lane(LANES / 4) * LaneSum.SCALE;
        distances[first + 3] = sums.lane(3 * LANES / 4) * LaneSum.SCALE;
    }

    @Override
    public float reported(float distance) {
        return (float) Math.sqrt(distance);
    }
}
