package io.cairn.hnsw.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Records of links: of each the number of links and as many places as there may be, {@code
 * uint32[records][1 + max]}, unused places -1. The layout of the file. Threads may write different
 * records; a record's links are not to be read while it is written.
 */
public final class Links {

    /** What stands in a place that is not used. */
    public static final int UNUSED = -1;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment memory;
    private final int max;
    private final long recordBytes;

    /**
     * Takes memory that holds records, or is filled with -1.
     *
     * @param max the most links of a record
     */
    public Links(MemorySegment memory, int max) {
        this.memory = memory;
        this.max = max;
        this.recordBytes = recordBytes(max);
    }

    /** Returns the size of a record. */
    public static long recordBytes(int max) {
        return (1L + max) * Integer.BYTES;
    }

    /** Returns the most links of a record. */
    public int max() {
        return max;
    }

    /** Returns the memory. */
    public MemorySegment memory() {
        return memory;
    }

    /**
     * Copies the links of a record.
     *
     * @param target where to put them, with room for the most
     * @return how many; 0 for a record that was never written
     * @throws IndexOutOfBoundsException when the record says that it has more than there may be
     */
    public int copy(int record, int[] target) {
        long at = record * recordBytes;
        int count = Math.max(0, memory.get(INT, at));
        if (count > max) {
            throw new IndexOutOfBoundsException("a record of links has too many: " + count);
        }
        MemorySegment.copy(memory, INT, at + Integer.BYTES, target, 0, count);
        return count;
    }

    /** Returns how many links a record has. */
    public int count(int record) {
        return Math.max(0, memory.get(INT, record * recordBytes));
    }

    /** Returns a link. */
    public int get(int record, int place) {
        return memory.get(INT, record * recordBytes + (1L + place) * Integer.BYTES);
    }

    /** Replaces the links of a record. */
    public void set(int record, int[] rows, int count) {
        long at = record * recordBytes;
        memory.set(INT, at, count);
        MemorySegment.copy(rows, 0, memory, INT, at + Integer.BYTES, count);
        for (int i = count; i < max; i++) {
            memory.set(INT, at + (1L + i) * Integer.BYTES, UNUSED);
        }
    }

    /** Replaces one link, or adds one behind the last. */
    public void put(int record, int place, int row) {
        long at = record * recordBytes;
        memory.set(INT, at + (1L + place) * Integer.BYTES, row);
        if (place == count(record)) {
            memory.set(INT, at, place + 1);
        }
    }
}
