package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Squared Euclidean distances to rows of 8-bit codes, with the Vector API. A query is the vector
 * less the centre of each component. Thread-safe.
 */
final class SimdL2Int8 extends Distances {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE));
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int QUERY_STEP = FLOATS.vectorByteSize();
    private static final int ROW_STEP = LANES;

    private final MemorySegment scales;

    /**
     * Takes what the codes were made with.
     *
     * @param scales what one step of each component's code is, {@code float32[rowBytes]}
     */
    SimdL2Int8(int rowBytes, MemorySegment scales) {
        super(rowBytes);
        this.scales = scales;
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        int _ = MappedPages.MARK.getPlain();
        long offset = (long) row * rowBytes;
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int at = 0; at < rowBytes; at += ROW_STEP) {
            long q = (long) at * Float.BYTES;
            FloatVector scale = FloatVector.fromMemorySegment(FLOATS, scales, q, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, query, queryOffset + q, ORDER);
            FloatVector d = x.sub(codes(rows, offset + at).mul(scale));
            sum = d.fma(d, sum);
        }
        sum = sum.add(sum.rearrange(LaneSum.HALF));
        sum = sum.add(sum.rearrange(LaneSum.QUARTER));
        sum = sum.add(sum.rearrange(LaneSum.EIGHTH));
        sum = sum.add(sum.rearrange(LaneSum.SIXTEENTH));
        return sum.lane(0) * LaneSum.SCALE;
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
        long s = 0;
        for (int at = 0; at < rowBytes; at += ROW_STEP) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, query, q, ORDER);
            FloatVector scale = FloatVector.fromMemorySegment(FLOATS, scales, s, ORDER);
            FloatVector d0 = x.sub(codes(rows, row0 + at).mul(scale));
            sum0 = d0.fma(d0, sum0);
            FloatVector d1 = x.sub(codes(rows, row1 + at).mul(scale));
            sum1 = d1.fma(d1, sum1);
            FloatVector d2 = x.sub(codes(rows, row2 + at).mul(scale));
            sum2 = d2.fma(d2, sum2);
            FloatVector d3 = x.sub(codes(rows, row3 + at).mul(scale));
            sum3 = d3.fma(d3, sum3);
            q += QUERY_STEP;
            s += QUERY_STEP;
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

    private static FloatVector codes(MemorySegment rows, long offset) {
        return (FloatVector)
                ByteVector.fromMemorySegment(BYTES, rows, offset, ORDER)
                        .convertShape(VectorOperators.B2F, FLOATS, 0);
    }
}
