package io.cairn.storage.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits leaves, joins neighbours and evens them out. Stateless; what it makes is new and belongs
 * to the edit.
 */
final class LeafShape {

    private LeafShape() {}

    /** The index at which to split one leaf. */
    static int splitPoint(Leaf leaf) {
        return splitPoint(leaf, null);
    }

    /** Whether two neighbours fit into one leaf. */
    static boolean fitInOne(Leaf left, Leaf right) {
        return left.count + right.count <= Leaf.ENTRIES_MAX
                && left.live() + right.live() <= Leaf.BYTES_MAX;
    }

    /**
     * The index, counted through two neighbours, at which to divide them: half of the entries, or
     * half of the bytes when it is the bytes that do not fit into one leaf.
     */
    static int splitPoint(Leaf left, @Nullable Leaf right) {
        int count = left.count + (right == null ? 0 : right.count);
        int live = left.live() + (right == null ? 0 : right.live());
        if (live <= Leaf.BYTES_MAX) {
            return count / 2;
        }
        int before = 0;
        int at = 0;
        while (at < count) {
            Leaf leaf = at < left.count || right == null ? left : right;
            int index = leaf == left ? at : at - left.count;
            int length = Records.length(Records.header(leaf.data, leaf.record(index)));
            if (before + length / 2 >= live / 2) {
                break;
            }
            before += length;
            at++;
        }
        return Math.clamp(
                at, Math.max(1, count - Leaf.ENTRIES_MAX), Math.min(count - 1, Leaf.ENTRIES_MAX));
    }

    /** Copies a part of one leaf. */
    static Leaf part(long edit, Leaf leaf, int from, int to) {
        return part(edit, leaf, null, from, to);
    }

    /** Copies a part of two neighbours, counted through both, with its records in key order. */
    static Leaf part(long edit, Leaf left, @Nullable Leaf right, int from, int to) {
        int leftTo = Math.min(to, left.count);
        int bytes = length(left, from, leftTo);
        if (right != null) {
            bytes += length(right, Math.max(0, from - left.count), to - left.count);
        }
        int count = to - from;
        int spare =
                Math.min(
                        LeafEdit.SPARE_ENTRIES * (bytes / count),
                        Math.max(0, Leaf.BYTES_MAX - bytes));
        Leaf part = new Leaf(edit, 0, new long[(count + 7) & ~7], new byte[bytes + spare]);
        copy(left, from, leftTo, part);
        if (right != null) {
            copy(right, Math.max(0, from - left.count), to - left.count, part);
        }
        if (count > 1) {
            part.prefix = sharedLength(part, 0, count - 1);
        }
        LeafEdit.setHeads(part, 0, count);
        return part;
    }

    /** The shortest key that divides two neighbours. */
    static byte[] separator(Leaf left, Leaf right) {
        return Separators.between(left.keyBytes(left.count - 1), right.keyBytes(0));
    }

    /** Drops idle room from a leaf that is full, so that it will hardly grow again. */
    static Leaf withoutSpare(long edit, Leaf leaf) {
        int idle = leaf.data.length - leaf.live();
        if (idle <= leaf.live() / 16) {
            return leaf;
        }
        Leaf tight = LeafEdit.version(leaf, edit);
        LeafEdit.moveRecords(tight, tight.live());
        return tight;
    }

    private static int length(Leaf leaf, int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += Records.length(Records.header(leaf.data, leaf.record(i)));
        }
        return bytes;
    }

    private static void copy(Leaf source, int from, int to, Leaf target) {
        for (int i = from; i < to; i++) {
            int record = source.record(i);
            int header = Records.header(source.data, record);
            int length = Records.length(header);
            System.arraycopy(source.data, record, target.data, target.end, length);
            if (Records.isOutOfLine(header)) {
                Records.setReference(
                        target.data,
                        target.end,
                        header,
                        LeafEdit.addLarge(target, source.largeValue(record, header)));
            }
            target.slots[target.count++] = Leaf.slot(0, target.end);
            target.end += length;
        }
    }

    private static int sharedLength(Leaf leaf, int a, int b) {
        byte[] data = leaf.data;
        int from = leaf.record(a) + Records.HEADER_BYTES;
        int other = leaf.record(b) + Records.HEADER_BYTES;
        int length = leaf.keyLength(a);
        int at = Arrays.mismatch(data, from, from + length, data, other, other + leaf.keyLength(b));
        return at < 0 ? length : at;
    }
}
