package io.cairn.storage.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A leaf: entries packed into one byte array, and one slot of eight bytes per entry in key order.
 * How it changes is in {@link LeafEdit}.
 *
 * <p>A slot holds the first five bytes of the key behind the common prefix (see {@link KeyHead})
 * and the offset of the record, so that a slot is both what a search compares and what leads to the
 * entry.
 *
 * <p>Versions of a leaf share arrays. Records are only ever written behind those that a published
 * version can see ({@link #frozenBytes}), and the same holds for slots ({@link #frozenSlots}): a
 * published version keeps its own count, so what is written behind it does not exist for it. This
 * is sound because versions form one line: only the newest is ever changed.
 */
final class Leaf extends Node {

    /** The most entries of a leaf. */
    static final int ENTRIES_MAX = 64;

    /**
     * The most bytes of live records in a leaf of more than one entry, except for what a single
     * oversized key adds.
     */
    static final int BYTES_MAX = 16 * 1024;

    /** The dead bytes that are not worth a compaction. */
    static final int DEAD_BYTES_FREE = 256;

    /** The bits of a slot that hold the offset; the others hold the head. */
    static final int OFFSET_BITS = 24;

    static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    /** How many slots apart a search looks first; as many as fit into a cache line. */
    private static final int STRIDE = 8;

    private static final int ENTRIES_MIN = ENTRIES_MAX / 4;
    private static final int BYTES_MIN = BYTES_MAX / 4;

    /** Head and offset of each entry in key order; those from {@code count} on are spare. */
    long[] slots;

    /** The records, in no order; what is at or behind {@code end} is spare. */
    byte[] data;

    /**
     * The values that are too long for {@code data}, never changed in place; null stands where a
     * value went away.
     */
    byte @Nullable [] @Nullable [] large;

    /**
     * The length of the common prefix that the heads leave out; all keys share at least that much.
     */
    int prefix;

    /** The end of the last record in {@code data}. */
    int end;

    /** The bytes of records in {@code data} that no slot of this version leads to. */
    int dead;

    /** The end of what published versions may see of {@code data}. */
    int frozenBytes;

    /** The end of what published versions may see of {@code slots}. */
    int frozenSlots;

    Leaf(long edit, int count, long[] slots, byte[] data) {
        super(edit, count);
        this.slots = slots;
        this.data = data;
    }

    static Leaf empty(long edit) {
        return new Leaf(edit, 0, new long[0], new byte[0]);
    }

    /** The bytes of the records in use. */
    int live() {
        return end - dead;
    }

    @Override
    long entries() {
        return count;
    }

    @Override
    long bytes() {
        long total = live() - (long) count * Records.HEADER_BYTES;
        if (large != null) {
            for (byte[] value : large) {
                total += value == null ? 0 : value.length - Integer.BYTES;
            }
        }
        return total;
    }

    @Override
    boolean isUnderfull() {
        return count < ENTRIES_MIN && live() < BYTES_MIN;
    }

    boolean isOverfull() {
        return count > ENTRIES_MAX || live() > BYTES_MAX && count > 1;
    }

    static long slot(long head, int record) {
        return head & ~OFFSET_MASK | record;
    }

    /** The offset of an entry's record. */
    int record(int index) {
        return (int) (slots[index] & OFFSET_MASK);
    }

    /**
     * The index of an entry with this key, or -1. Needs no look at the prefix: an equal key proves
     * it.
     */
    int indexOf(byte[] key) {
        if (key.length < prefix) {
            return -1;
        }
        long head = KeyHead.of(key, prefix, key.length) & ~OFFSET_MASK;
        int at = lower(head);
        if (at == count || (slots[at] & ~OFFSET_MASK) != head) {
            return -1;
        }
        if (hasKey(at, key)) {
            return at;
        }
        int found = amongEqualHeads(key, at, head);
        return Math.max(found, -1);
    }

    /**
     * The index of an entry with this key, or {@code -1 - i} when it is absent and belongs at
     * {@code i}.
     */
    int position(byte[] key) {
        if (count == 0) {
            return -1;
        }
        if (prefix > 0) {
            int first = record(0) + Records.HEADER_BYTES;
            int order =
                    Arrays.compareUnsigned(
                            key, 0, Math.min(key.length, prefix), data, first, first + prefix);
            if (order != 0) {
                return order < 0 ? -1 : -1 - count;
            }
        }
        long head = KeyHead.of(key, prefix, key.length) & ~OFFSET_MASK;
        int at = lower(head);
        if (at == count || (slots[at] & ~OFFSET_MASK) != head) {
            return -1 - at;
        }
        return amongEqualHeads(key, at, head);
    }

    /** The number of entries whose key is smaller than one. */
    int lowerBound(byte[] key) {
        int at = position(key);
        return at < 0 ? -1 - at : at;
    }

    /**
     * The number of slots smaller than a head. A binary search would wait for one cache line after
     * the other; this looks at every eighth slot, loads that do not depend on each other, and then
     * at the eight that are left.
     */
    private int lower(long head) {
        long[] sorted = slots;
        int size = count;
        int from = 0;
        for (int i = STRIDE - 1; i < size; i += STRIDE) {
            from += sorted[i] < head ? STRIDE : 0;
        }
        int to = Math.min(from + STRIDE, size);
        int at = from;
        for (int i = from; i < to; i++) {
            at += sorted[i] < head ? 1 : 0;
        }
        return at;
    }

    private int amongEqualHeads(byte[] key, int from, long head) {
        int low = from;
        int high = low + 1;
        if (high < count && (slots[high] & ~OFFSET_MASK) == head) {
            // One more than the largest offset is the next head; for the last head of all it would
            // overflow.
            high = (head | OFFSET_MASK) == Long.MAX_VALUE ? count : lower(head + OFFSET_MASK + 1);
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = compareKey(middle, key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return -1 - low;
    }

    private boolean hasKey(int index, byte[] key) {
        int record = record(index);
        int from = record + Records.HEADER_BYTES;
        int length = Records.keyLength(Records.header(data, record));
        return length == key.length && Arrays.equals(key, 0, length, data, from, from + length);
    }

    /** Compares an entry's key with another. */
    int compareKey(int index, byte[] key) {
        int record = record(index);
        int from = record + Records.HEADER_BYTES;
        int length = Records.keyLength(Records.header(data, record));
        return Arrays.compareUnsigned(data, from, from + length, key, 0, key.length);
    }

    byte[] keyBytes(int index) {
        int record = record(index);
        int from = record + Records.HEADER_BYTES;
        return Arrays.copyOfRange(
                data, from, from + Records.keyLength(Records.header(data, record)));
    }

    int keyLength(int index) {
        return Records.keyLength(Records.header(data, record(index)));
    }

    /** A copy of a value. */
    byte[] valueBytes(int index) {
        int record = record(index);
        int header = Records.header(data, record);
        if (Records.isOutOfLine(header)) {
            return largeValue(record, header).clone();
        }
        int from = record + Records.HEADER_BYTES + Records.keyLength(header);
        return Arrays.copyOfRange(data, from, from + Records.storedValueLength(header));
    }

    /** The full length of a value, wherever it is. */
    int valueLength(int index) {
        int record = record(index);
        int header = Records.header(data, record);
        return Records.isOutOfLine(header)
                ? largeValue(record, header).length
                : Records.storedValueLength(header);
    }

    /** The value that a record only refers to. */
    byte[] largeValue(int record, int header) {
        byte @Nullable [] @Nullable [] values = large;
        byte @Nullable [] value =
                values == null ? null : values[Records.reference(data, record, header)];
        if (value == null) {
            throw new IllegalStateException("a record refers to a large value that is not there");
        }
        return value;
    }

    /** A read-only view of all records. */
    MemorySegment segment() {
        return MemorySegment.ofArray(data).asReadOnly();
    }

    /** A read-only view of a value. */
    MemorySegment valueSegment(MemorySegment all, int index) {
        int record = record(index);
        int header = Records.header(data, record);
        if (Records.isOutOfLine(header)) {
            return MemorySegment.ofArray(largeValue(record, header)).asReadOnly();
        }
        return all.asSlice(
                (long) record + Records.HEADER_BYTES + Records.keyLength(header),
                Records.storedValueLength(header));
    }
}
