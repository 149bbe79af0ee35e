package io.cairn.hnsw;

import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Converts between single precision and its upper halves. Stateless. */
final class UpperHalves {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private UpperHalves() {}

    /** Rounds to the nearest upper half, a tie to the even one; finite numbers stay finite. */
    static short of(float x) {
        int bits = Float.floatToRawIntBits(x);
        int rounded = bits + 0x7FFF + (bits >>> Short.SIZE & 1);
        boolean overflow = (rounded & 0x7F80_0000) == 0x7F80_0000;
        return (short) ((overflow ? bits : rounded) >>> Short.SIZE);
    }

    /**
     * Writes rows.
     *
     * @param first the first row to write
     * @param target {@code bfloat16[rows][dimension]} as an index stores it: room for as many as
     *     are to be written
     */
    static void write(VectorRows rows, int first, MemorySegment target) {
        int rowBytes = Encoding.BF16.rowBytes(rows.dimension());
        float[] vector = new float[rows.dimension()];
        short[] halves = new short[rows.dimension()];
        int row = first;
        for (long at = 0; at < target.byteSize(); at += rowBytes) {
            rows.copy(row++, vector, 0);
            for (int i = 0; i < halves.length; i++) {
                halves[i] = of(vector[i]);
            }
            MemorySegment.copy(halves, 0, target, SHORT, at, halves.length);
        }
    }

    /** Reads one row. */
    static void read(MemorySegment source, int row, int dimension, float[] target) {
        long at = (long) row * Encoding.BF16.rowBytes(dimension);
        for (int i = 0; i < dimension; i++) {
            target[i] =
                    Float.intBitsToFloat(
                            source.get(SHORT, at + (long) i * Short.BYTES) << Short.SIZE);
        }
    }
}
