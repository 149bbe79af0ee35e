package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.Links;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Memory of a graph without links, as it lies in a file. Stateless. */
final class GraphMemory {

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int ALIGNMENT_BYTES = 64;

    private GraphMemory() {}

    /**
     * Allocates.
     *
     * @param arena how long the graph lives
     * @param levels the uppermost layer of each row
     */
    static Graph allocate(Arena arena, byte[] levels, int maxConnections) {
        int rows = levels.length;
        MemorySegment level = arena.allocate(Math.max(1, rows), ALIGNMENT_BYTES);
        MemorySegment offsets = arena.allocate(Math.max(1, (long) rows * Integer.BYTES));
        int records = 0;
        int entry = -1;
        for (int i = 0; i < rows; i++) {
            level.set(ValueLayout.JAVA_BYTE, i, levels[i]);
            offsets.set(INT, (long) i * Integer.BYTES, levels[i] == 0 ? -1 : records);
            records = Math.addExact(records, levels[i]);
            if (entry < 0 || levels[i] > levels[entry]) {
                entry = i;
            }
        }
        return new Graph(
                rows,
                new Links(filled(arena, rows, 2 * maxConnections), 2 * maxConnections),
                level.asSlice(0, rows),
                offsets.asSlice(0, (long) rows * Integer.BYTES),
                new Links(filled(arena, records, maxConnections), maxConnections),
                entry,
                entry < 0 ? 0 : levels[entry]);
    }

    private static MemorySegment filled(Arena arena, int records, int max) {
        long bytes = records * Links.recordBytes(max);
        MemorySegment memory =
                arena.allocate(Math.max(1, bytes), ALIGNMENT_BYTES).asSlice(0, bytes);
        memory.fill((byte) Links.UNUSED);
        return memory;
    }
}
