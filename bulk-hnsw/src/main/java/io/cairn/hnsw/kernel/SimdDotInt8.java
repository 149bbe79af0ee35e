package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Negative inner products, but for a constant, with rows of 8-bit codes, with the Vector API. A
 * query is the vector times the step of each component. Thread-safe.
 */
final class SimdDotInt8 extends Distances {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE));
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int QUERY_STEP = FLOATS.vectorByteSize();
    private static final int ROW_STEP = LANES;

    SimdDotInt8(int rowBytes) {
        super(rowBytes);
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        int _ = MappedPages.MARK.getPlain();
        long offset = (long) row * rowBytes;
        FloatVector sum = FloatVector.zero(FLOATS);
        long q = queryOffset;
        for (int at = 0; at < rowBytes; at += ROW_STEP) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            sum = codes(rows, offset + at).fma(x, sum);
            q += QUERY_STEP;
        }
        sum = sum.add(sum.rearrange(LaneSum.HALF));
        sum = sum.add(sum.rearrange(LaneSum.QUARTER));
        sum = sum.add(sum.rearrange(LaneSum.EIGHTH));
        sum = sum.add(sum.rearrange(LaneSum.SIXTEENTH));
        return sum.lane(0) * -LaneSum.SCALE;
    }

    /** The last four overlap those before, so that hardly a row is compared on its own. */
    @Override
    public void toRows(
            MemorySegment query,
            long queryOffset,
            MemorySegment rows,
            int[] numbers,
            int count,
            float[] distances) {
        if (count < ROWS_AT_ONCE) {
            for (int i = 0; i < count; i++) {
                distances[i] = toRow(query, queryOffset, rows, numbers[i]);
            }
            return;
        }
        int i = 0;
        for (; i + ROWS_AT_ONCE <= count; i += ROWS_AT_ONCE) {
            four(query, queryOffset, rows, numbers, i, distances);
        }
        if (i < count) {
            four(query, queryOffset, rows, numbers, count - ROWS_AT_ONCE, distances);
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
            sum0 = codes(rows, row0 + at).fma(x, sum0);
            sum1 = codes(rows, row1 + at).fma(x, sum1);
            sum2 = codes(rows, row2 + at).fma(x, sum2);
            sum3 = codes(rows, row3 + at).fma(x, sum3);
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
        distances[first] = sums.lane(0) * -LaneSum.SCALE;
        distances[first + 1] = sums.lane(LANES / 2) * -LaneSum.SCALE;
        distances[first + 2] = sums.lane(LANES / 4) * -LaneSum.SCALE;
        distances[first + 3] = sums.lane(3 * LANES / 4) * -LaneSum.SCALE;
    }

    private static FloatVector codes(MemorySegment rows, long offset) {
        return (FloatVector)
                ByteVector.fromMemorySegment(BYTES, rows, offset, ORDER)
                        .convertShape(VectorOperators.B2F, FLOATS, 0);
    }
}
