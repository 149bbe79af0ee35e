package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A constant less the inner product of single-precision queries to rows of upper halves, with the
 * Vector API. Thread-safe.
 */
final class SimdDotBf16 extends Distances {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    private static final int LANES = FLOATS.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int QUERY_STEP = FLOATS.vectorByteSize();
    private static final int ROW_STEP = QUERY_STEP / 2;

    private final float bias;

    SimdDotBf16(int rowBytes, float bias) {
        super(rowBytes);
        this.bias = bias;
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
            sum0 = x0.fma(row(rows, offset + at), sum0);
            FloatVector x1 = FloatVector.fromMemorySegment(FLOATS, query, q + QUERY_STEP, ORDER);
            sum1 = x1.fma(row(rows, offset + at + ROW_STEP), sum1);
            q += 2 * QUERY_STEP;
        }
        for (; at < rowBytes; at += ROW_STEP) {
            FloatVector x0 = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            sum0 = x0.fma(row(rows, offset + at), sum0);
            q += QUERY_STEP;
        }
        FloatVector sum = sum0.add(sum1);
        sum = sum.add(sum.rearrange(LaneSum.HALF));
        sum = sum.add(sum.rearrange(LaneSum.QUARTER));
        sum = sum.add(sum.rearrange(LaneSum.EIGHTH));
        sum = sum.add(sum.rearrange(LaneSum.SIXTEENTH));
        return bias - sum.lane(0) * LaneSum.SCALE;
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
            sum0 = x.fma(row(rows, row0 + at), sum0);
            sum1 = x.fma(row(rows, row1 + at), sum1);
            sum2 = x.fma(row(rows, row2 + at), sum2);
            sum3 = x.fma(row(rows, row3 + at), sum3);
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
        distances[first] = bias - sums.lane(0) * LaneSum.SCALE;
        distances[first + 1] = bias - sums.lane(LANES / 2) * LaneSum.SCALE;
        distances[first + 2] = bias - sums.lane(LANES / 4) * LaneSum.SCALE;
        distances[first + 3] = bias - sums.lane(3 * LANES / 4) * LaneSum.SCALE;
    }

    private static FloatVector row(MemorySegment rows, long offset) {
        return ShortVector.fromMemorySegment(SHORTS, rows, offset, ORDER)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, Short.SIZE)
                .reinterpretAsFloats();
    }
}
