package io.cairn.storage.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes the entries of a leaf. Stateless; a leaf given to it must belong to the running edit, see
 * {@link #version}.
 *
 * <p>An entry is added by writing its record into the spare room behind the others, and the records
 * are not moved again until that room is used up. So a change of one entry copies the slots, not
 * the records, and a change at the end of the leaf not even those.
 */
final class LeafEdit {

    /**
     * The entries for which a leaf that grows in its middle gets room: more means fewer copies, and
     * more idle memory.
     */
    static final int SPARE_ENTRIES = 6;

    private static final int SLOTS_STEP = 8;

    private LeafEdit() {}

    /**
     * Returns a version of a leaf that the edit may change: the leaf itself, or a new one that
     * shares its arrays.
     */
    static Leaf version(Leaf leaf, long edit) {
        if (leaf.edit == edit) {
            return leaf;
        }
        Leaf version = new Leaf(edit, leaf.count, leaf.slots, leaf.data);
        version.large = leaf.large;
        version.prefix = leaf.prefix;
        version.end = leaf.end;
        version.dead = leaf.dead;
        version.frozenBytes = leaf.end;
        version.frozenSlots = Math.max(leaf.frozenSlots, leaf.count);
        return version;
    }

    /** Returns a leaf of one entry with room for as much as its left neighbour holds. */
    static Leaf startOf(long edit, byte[] key, byte[] value, Leaf neighbour) {
        int bytes = Math.max(neighbour.live(), Records.lengthOf(key, value));
        int slots = (neighbour.count + SLOTS_STEP - 1) / SLOTS_STEP * SLOTS_STEP;
        Leaf leaf = new Leaf(edit, 0, new long[slots], new byte[bytes]);
        insert(leaf, 0, key, value, true);
        return leaf;
    }

    /** Tells whether one more entry fits without a split. */
    static boolean hasRoom(Leaf leaf, byte[] key, byte[] value) {
        return leaf.count < Leaf.ENTRIES_MAX
                && leaf.live() + Records.lengthOf(key, value) <= Leaf.BYTES_MAX;
    }

    /**
     * Adds an entry; the leaf may be overfull afterwards.
     *
     * @param index its place in key order
     * @param last whether more entries are likely to follow behind it
     */
    static void insert(Leaf leaf, int index, byte[] key, byte[] value, boolean last) {
        int record = append(leaf, key, value, last);
        openSlot(leaf, index);
        fitPrefix(leaf, index, key);
        leaf.slots[index] = Leaf.slot(KeyHead.of(key, leaf.prefix, key.length), record);
    }

    /** Changes the value of an entry; the leaf may be overfull or underfull afterwards. */
    static void replace(Leaf leaf, int index, byte[] key, byte[] value) {
        int record = leaf.record(index);
        int header = Records.header(leaf.data, record);
        if (Records.isOutOfLine(header) && Records.isLarge(value)) {
            setLarge(leaf, Records.reference(leaf.data, record, header), value);
            return;
        }
        boolean fits =
                Records.length(header) == Records.lengthOf(key, value)
                        && Records.isOutOfLine(header) == Records.isLarge(value);
        if (fits && record >= leaf.frozenBytes) {
            Records.writeInline(leaf.data, record, key, value);
            return;
        }
        int length = Records.lengthOf(key, value);
        if (length > leaf.data.length - leaf.end) {
            moveRecords(leaf, leaf.live() + length + spareForReplacements(leaf, length));
        }
        int replacement = append(leaf, key, value, false);
        abandon(leaf, index);
        ownSlots(leaf, index);
        leaf.slots[index] = Leaf.slot(leaf.slots[index], replacement);
        compactIfWasteful(leaf);
    }

    /**
     * Removes the entries from {@code from} to before {@code to}; the leaf may be underfull or
     * empty afterwards.
     */
    static void remove(Leaf leaf, int from, int to) {
        for (int i = from; i < to; i++) {
            abandon(leaf, i);
        }
        if (to < leaf.count) {
            ownSlots(leaf, from);
            System.arraycopy(leaf.slots, to, leaf.slots, from, leaf.count - to);
        }
        leaf.count -= to - from;
        compactIfWasteful(leaf);
    }

    /** Keeps the dead bytes fewer than the live ones, or few. */
    private static void compactIfWasteful(Leaf leaf) {
        if (leaf.dead > leaf.live() && leaf.dead > Leaf.DEAD_BYTES_FREE) {
            moveRecords(leaf, leaf.live());
        }
    }

    /** Writes a record behind the others. */
    private static int append(Leaf leaf, byte[] key, byte[] value, boolean last) {
        int length = Records.lengthOf(key, value);
        if (length > leaf.data.length - leaf.end) {
            moveRecords(leaf, leaf.live() + length + spare(leaf, length, last));
        }
        int record = leaf.end;
        if (Records.isLarge(value)) {
            Records.writeReference(leaf.data, record, key, addLarge(leaf, value));
        } else {
            Records.writeInline(leaf.data, record, key, value);
        }
        leaf.end += length;
        return record;
    }

    /**
     * How much room to leave: a leaf filled in key order doubles up to its full size, others grow
     * in small steps.
     */
    private static int spare(Leaf leaf, int length, boolean last) {
        int used = leaf.live() + length;
        int average = used / (leaf.count + 1);
        int entries = last ? leaf.count + 1 : SPARE_ENTRIES;
        int missing = Math.min(entries, Leaf.ENTRIES_MAX - 1 - leaf.count);
        return Math.clamp((long) missing * average, 0, Math.max(0, Leaf.BYTES_MAX - used));
    }

    /**
     * How much room to leave in a leaf whose values are replaced. Half of the leaf, which is less
     * than the dead records that it may have anyway, makes the moves rare enough.
     */
    private static int spareForReplacements(Leaf leaf, int length) {
        return Math.max(spare(leaf, length, false), leaf.live() / 2);
    }

    /**
     * Moves the records to a new array in key order, which is the order scans read them in, without
     * the dead ones.
     */
    static void moveRecords(Leaf leaf, int room) {
        ownSlots(leaf, 0);
        byte[] data = new byte[room];
        int end = 0;
        int runFrom = 0;
        int runTo = 0;
        for (int i = 0; i < leaf.count; i++) {
            int record = leaf.record(i);
            int length = Records.length(Records.header(leaf.data, record));
            if (record != runTo) {
                System.arraycopy(
                        leaf.data, runFrom, data, end - (runTo - runFrom), runTo - runFrom);
                runFrom = record;
            }
            runTo = record + length;
            leaf.slots[i] = Leaf.slot(leaf.slots[i], end);
            end += length;
        }
        System.arraycopy(leaf.data, runFrom, data, end - (runTo - runFrom), runTo - runFrom);
        leaf.end = end;
        leaf.dead = 0;
        leaf.data = data;
        leaf.frozenBytes = 0;
    }

    /** Counts an entry's record as dead and forgets its large value. */
    private static void abandon(Leaf leaf, int index) {
        int record = leaf.record(index);
        int header = Records.header(leaf.data, record);
        leaf.dead += Records.length(header);
        if (Records.isOutOfLine(header)) {
            setLarge(leaf, Records.reference(leaf.data, record, header), null);
        }
    }

    /** Makes room for a slot and counts it. */
    private static void openSlot(Leaf leaf, int index) {
        long[] slots = leaf.slots;
        if (leaf.count == slots.length || index < leaf.frozenSlots) {
            slots = new long[(leaf.count + SLOTS_STEP) / SLOTS_STEP * SLOTS_STEP];
            System.arraycopy(leaf.slots, 0, slots, 0, index);
            System.arraycopy(leaf.slots, index, slots, index + 1, leaf.count - index);
            leaf.slots = slots;
            leaf.frozenSlots = 0;
        } else {
            System.arraycopy(slots, index, slots, index + 1, leaf.count - index);
        }
        leaf.count++;
    }

    /** Copies the slots unless all from {@code index} on are this version's own. */
    private static void ownSlots(Leaf leaf, int index) {
        if (index < leaf.frozenSlots) {
            leaf.slots = leaf.slots.clone();
            leaf.frozenSlots = 0;
        }
    }

    /**
     * Shortens the common prefix to what a new key shares, at an index whose slot is not set yet;
     * two keys set it anew.
     */
    private static void fitPrefix(Leaf leaf, int index, byte[] key) {
        if (leaf.count == 1) {
            leaf.prefix = 0;
            return;
        }
        int other = leaf.record(index == 0 ? 1 : 0);
        int from = other + Records.HEADER_BYTES;
        int length = Records.keyLength(Records.header(leaf.data, other));
        int limit = leaf.count == 2 ? length : leaf.prefix;
        int shared = Arrays.mismatch(key, 0, key.length, leaf.data, from, from + limit);
        int prefix = shared < 0 ? limit : shared;
        if (prefix == leaf.prefix) {
            return;
        }
        leaf.prefix = prefix;
        ownSlots(leaf, 0);
        setHeads(leaf, 0, index);
        setHeads(leaf, index + 1, leaf.count);
    }

    /** Computes the heads of some entries from their keys. */
    static void setHeads(Leaf leaf, int fromIndex, int toIndex) {
        for (int i = fromIndex; i < toIndex; i++) {
            int record = leaf.record(i);
            int from = record + Records.HEADER_BYTES;
            int to = from + Records.keyLength(Records.header(leaf.data, record));
            leaf.slots[i] = Leaf.slot(KeyHead.of(leaf.data, from + leaf.prefix, to), record);
        }
    }

    /** Changes an element of the list of large values, which published versions keep as it was. */
    private static void setLarge(Leaf leaf, int index, byte @Nullable [] value) {
        byte @Nullable [] @Nullable [] old = leaf.large;
        if (old == null) {
            throw new IllegalStateException("a record refers to a large value that is not there");
        }
        byte[] @Nullable [] values = old.clone();
        values[index] = value;
        leaf.large = values;
    }

    /** Adds to the list of large values, in the first free place. */
    static int addLarge(Leaf leaf, byte[] value) {
        byte @Nullable [] @Nullable [] old = leaf.large;
        int size = old == null ? 0 : old.length;
        int index = 0;
        while (old != null && index < size && old[index] != null) {
            index++;
        }
        leaf.large = old == null ? new byte[1][] : Arrays.copyOf(old, Math.max(size, index + 1));
        setLarge(leaf, index, value);
        return index;
    }
}
