package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Squared Euclidean distances to rows of 8-bit codes, in plain Java. Thread-safe. */
final class ScalarL2Int8 extends Distances {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment scales;

    ScalarL2Int8(int rowBytes, MemorySegment scales) {
        super(rowBytes);
        this.scales = scales;
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        long offset = (long) row * rowBytes;
        float sum = 0;
        for (int i = 0; i < rowBytes; i++) {
            long q = (long) i * Float.BYTES;
            float code = rows.get(ValueLayout.JAVA_BYTE, offset + i);
            float d = query.get(FLOAT, queryOffset + q) - code * scales.get(FLOAT, q);
            sum = Math.fma(d, d, sum);
        }
        return sum;
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
}
