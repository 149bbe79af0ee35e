package io.cairn.txn;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyHash;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.WriteBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of one transaction in one keyspace: a hash table from key to its newest write,
 * a sorted order that is made only when somebody scans, and the ranges that were removed. Not
 * thread-safe.
 *
 * <p>Each distinct key has a <em>slot</em>; each write of it is an <em>entry</em>, numbered in the
 * order of writing and chained to the slot's previous entry. A cursor remembers how many entries
 * there were when it was opened and reads the newest entry below that number, so later writes do
 * not show. While no cursor is open a write replaces its slot's entry in place.
 */
final class KeyspaceWrites {

    /** A point delete that must be written. */
    static final byte[] DELETED = new byte[0];

    /** A write that a later range delete covers: absent for readers, nothing to write. */
    static final byte[] CLEARED = new byte[0];

    private static final int NONE = -1;

    private final int keyspace;
    private byte[][] keys = new byte[8][];
    private int[] newestEntry = new int[8];
    private int slots;
    private byte[][] values = new byte[8][];
    private int[] previousEntry = new int[8];
    private int entries;
    private int[] table = new int[16];
    private int[] order = {};
    private RangeSet cleared = RangeSet.EMPTY;
    private int cursors;
    private long pendingBytes;

    KeyspaceWrites(int keyspace) {
        this.keyspace = keyspace;
    }

    /**
     * Returns the value to write, DELETED or CLEARED (by identity), or null when the engine
     * decides.
     */
    byte @Nullable [] find(byte[] key) {
        int slot = slot(key);
        if (slot != NONE) {
            return values[newestEntry[slot]];
        }
        return !cleared.isEmpty() && cleared.contains(key) ? CLEARED : null;
    }

    void put(byte[] key, byte[] value) {
        write(key, value);
    }

    void delete(byte[] key) {
        write(key, !cleared.isEmpty() && cleared.contains(key) ? CLEARED : DELETED);
    }

    void deleteRange(KeyRange range) {
        if (range.isEmpty()) {
            return;
        }
        int[] sorted = sorted();
        for (int at = lowerBound(range.begin()), end = upperBound(range.end()); at < end; at++) {
            int slot = sorted[at];
            if (values[newestEntry[slot]] != CLEARED) {
                replace(slot, CLEARED);
            }
        }
        cleared = cleared.with(range);
    }

    boolean isEmpty() {
        return slots == 0 && cleared.isEmpty();
    }

    long pendingBytes() {
        return pendingBytes;
    }

    RangeSet cleared() {
        return cleared;
    }

    void addRangesTo(WriteBatch batch) {
        for (KeyRange range : cleared.ranges()) {
            batch.deleteRange(keyspace, range);
        }
    }

    void addKeysTo(WriteBatch batch) {
        for (int slot = 0; slot < slots; slot++) {
            byte[] value = values[newestEntry[slot]];
            if (value == DELETED) {
                batch.delete(keyspace, keys[slot]);
            } else if (value != CLEARED) {
                batch.put(keyspace, keys[slot], value);
            }
        }
    }

    int slots() {
        return slots;
    }

    // What a cursor needs: positions in the sorted order, keys, and values as of an entry number.

    /** Returns the slots in key order; the array is never changed afterwards. */
    int[] sorted() {
        if (order.length < slots) {
            Integer[] tail = new Integer[slots - order.length];
            for (int i = 0; i < tail.length; i++) {
                tail[i] = order.length + i;
            }
            Arrays.sort(tail, (a, b) -> Bytes.compare(keys[a], keys[b]));
            order = merge(order, tail);
        }
        return order;
    }

    /** Returns the first position in {@link #sorted} whose key is not before this one. */
    int lowerBound(byte[] key) {
        int[] sorted = sorted();
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Bytes.compare(keys[sorted[middle]], key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int upperBound(byte @Nullable [] end) {
        return end == null ? sorted().length : lowerBound(end);
    }

    byte[] key(int slot) {
        return keys[slot];
    }

    /**
     * Returns what {@link #find} would have returned for the slot when there were this many
     * entries.
     */
    byte @Nullable [] valueAsOf(int slot, int entryCount) {
        int entry = newestEntry[slot];
        while (entry >= entryCount) {
            entry = previousEntry[entry];
        }
        return entry == NONE ? null : values[entry];
    }

    int entryCount() {
        return entries;
    }

    void cursorOpened() {
        cursors++;
    }

    void cursorClosed() {
        cursors--;
    }

    private void write(byte[] key, byte[] value) {
        int slot = slot(key);
        if (slot == NONE) {
            slot = addSlot(key);
            pendingBytes += key.length + value.length;
            newestEntry[slot] = addEntry(value, NONE);
        } else {
            replace(slot, value);
        }
    }

    private void replace(int slot, byte[] value) {
        int newest = newestEntry[slot];
        pendingBytes += value.length - values[newest].length;
        if (cursors == 0) {
            values[newest] = value;
        } else {
            newestEntry[slot] = addEntry(value, newest);
        }
    }

    private int addEntry(byte[] value, int previous) {
        if (entries == values.length) {
            values = Arrays.copyOf(values, entries * 2);
            previousEntry = Arrays.copyOf(previousEntry, entries * 2);
        }
        values[entries] = value;
        previousEntry[entries] = previous;
        return entries++;
    }

    private int addSlot(byte[] key) {
        if (slots == keys.length) {
            keys = Arrays.copyOf(keys, slots * 2);
            newestEntry = Arrays.copyOf(newestEntry, slots * 2);
        }
        keys[slots] = key;
        if (2 * (slots + 1) > table.length) {
            table = new int[table.length * 2];
            for (int slot = 0; slot < slots; slot++) {
                link(slot);
            }
        }
        link(slots);
        return slots++;
    }

    private void link(int slot) {
        int at = start(keys[slot]);
        while (table[at] != 0) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = slot + 1;
    }

    private int slot(byte[] key) {
        if (slots == 0) {
            return NONE;
        }
        int at = start(key);
        while (table[at] != 0) {
            int slot = table[at] - 1;
            if (Arrays.equals(keys[slot], key)) {
                return slot;
            }
            at = (at + 1) & (table.length - 1);
        }
        return NONE;
    }

    private int start(byte[] key) {
        return (int) KeyHash.of(keyspace, key) & (table.length - 1);
    }

    private int[] merge(int[] sorted, Integer[] tail) {
        int[] merged = new int[sorted.length + tail.length];
        int a = 0;
        int b = 0;
        for (int i = 0; i < merged.length; i++) {
            boolean fromSorted =
                    b == tail.length
                            || (a < sorted.length
                                    && Bytes.compare(keys[sorted[a]], keys[tail[b]]) < 0);
            merged[i] = fromSorted ? sorted[a++] : tail[b++];
        }
        return merged;
    }
}
