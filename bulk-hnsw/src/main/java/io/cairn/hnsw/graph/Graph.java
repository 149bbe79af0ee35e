package io.cairn.hnsw.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A hierarchy of graphs over the rows of vectors: all rows are on layer 0, ever fewer on the layers
 * above. As safe for threads as its {@link Links} are.
 *
 * @param rows how many rows
 * @param bottom links of all rows on layer 0
 * @param levels for each row its uppermost layer, {@code uint8[rows]}
 * @param offsets for each row its first record in {@code upper}, {@code uint32[rows]}; -1 where it
 *     is on layer 0 only
 * @param upper links on the layers above: a row's layers 1, 2, ... one after the other
 * @param entryPoint the row where searches begin, which is on the uppermost layer; -1 without rows
 * @param maxLayer the uppermost layer
 */
public record Graph(
        int rows,
        Links bottom,
        MemorySegment levels,
        MemorySegment offsets,
        Links upper,
        int entryPoint,
        int maxLayer) {

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Returns the same graph with another entry point. */
    public Graph withEntryPoint(int row, int layer) {
        return new Graph(rows, bottom, levels, offsets, upper, row, layer);
    }

    /** Returns the uppermost layer of a row. */
    public int level(int row) {
        return Byte.toUnsignedInt(levels.get(ValueLayout.JAVA_BYTE, row));
    }

    /** Returns where the links of a row on a layer are. */
    public Links links(int layer) {
        return layer == 0 ? bottom : upper;
    }

    /** Returns which of {@link #links} are those of a row on a layer that it is on. */
    public int record(int row, int layer) {
        return layer == 0 ? row : offset(row) + layer - 1;
    }

    private int offset(int row) {
        return offsets.get(INT, (long) row * Integer.BYTES);
    }
}
