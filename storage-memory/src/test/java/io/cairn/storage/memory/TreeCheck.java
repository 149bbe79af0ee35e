package io.cairn.storage.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks everything that must hold in a published tree, by reading all of it. */
final class TreeCheck {

    private final boolean fills;

    private TreeCheck(boolean fills) {
        this.fills = fills;
    }

    /**
     * Fails when something does not hold.
     *
     * @param fills whether nodes must be filled to the minimum, which very long keys or values make
     *     impossible
     */
    static void check(Node root, boolean fills) {
        new TreeCheck(fills).node(root, null, null, true, true);
    }

    /** The distance from the root to the leaves. */
    static int height(Node root) {
        return root instanceof Inner inner ? inner.height : 0;
    }

    private void node(
            Node node,
            byte @Nullable [] from,
            byte @Nullable [] to,
            boolean isRoot,
            boolean rightEdge) {
        if (node instanceof Leaf leaf) {
            leaf(leaf, from, to);
        } else {
            inner((Inner) node, from, to, rightEdge);
        }
        if (fills && !isRoot && !rightEdge) {
            require(!node.isUnderfull(), "underfull node of " + node.count);
        }
        require(isRoot || node.count > 0, "empty node");
    }

    private void inner(
            Inner inner, byte @Nullable [] from, byte @Nullable [] to, boolean rightEdge) {
        require(inner.count >= 2, "inner node with one child");
        require(inner.count <= Inner.CHILDREN_MAX, "overfull inner node");
        require(inner.children.length == inner.count, "children do not match the count");
        require(inner.separators.size() == inner.count - 1, "separators do not match the count");
        inner.separators.check();
        long entries = 0;
        long bytes = 0;
        for (int i = 0; i < inner.count; i++) {
            Node child = inner.children[i];
            require(
                    (child instanceof Inner below ? below.height : 0) == inner.height - 1,
                    "uneven height");
            require(child.edit <= inner.edit, "child is younger than its parent");
            byte[] childFrom = i == 0 ? from : inner.separators.get(i - 1);
            byte[] childTo = i == inner.count - 1 ? to : inner.separators.get(i);
            node(child, childFrom, childTo, false, rightEdge && i == inner.count - 1);
            entries += child.entries();
            bytes += child.bytes();
        }
        require(entries == inner.entries(), "wrong number of entries");
        require(bytes == inner.bytes(), "wrong number of bytes");
    }

    private void leaf(Leaf leaf, byte @Nullable [] from, byte @Nullable [] to) {
        require(
                leaf.count <= leaf.slots.length && leaf.end <= leaf.data.length,
                "counts beyond arrays");
        require(leaf.frozenBytes <= leaf.end, "frozen beyond the end");
        require(leaf.count <= Leaf.ENTRIES_MAX, "overfull leaf");
        require(!fills || !leaf.isOverfull(), "leaf with too many bytes");
        int live = 0;
        long bytes = 0;
        int large = 0;
        byte @Nullable [] previous = null;
        for (int i = 0; i < leaf.count; i++) {
            byte[] key = leaf.keyBytes(i);
            int record = leaf.record(i);
            int header = Records.header(leaf.data, record);
            live += Records.length(header);
            large += Records.isOutOfLine(header) ? 1 : 0;
            bytes += key.length + leaf.valueLength(i);
            require(record + Records.length(header) <= leaf.end, "record beyond the end");
            require(
                    previous == null || Arrays.compareUnsigned(previous, key) < 0,
                    "keys do not ascend");
            require(
                    from == null || Arrays.compareUnsigned(from, key) <= 0,
                    "key before the separator");
            require(to == null || Arrays.compareUnsigned(key, to) < 0, "key behind the separator");
            require(key.length >= leaf.prefix, "key shorter than the prefix");
            byte[] first = leaf.keyBytes(0);
            require(
                    Arrays.equals(key, 0, leaf.prefix, first, 0, leaf.prefix),
                    "key without the common prefix");
            long head = KeyHead.of(key, leaf.prefix, key.length);
            require(leaf.slots[i] == Leaf.slot(head, record), "wrong head");
            require(leaf.indexOf(key) == i && leaf.position(key) == i, "key not found");
            previous = key;
        }
        require(live == leaf.live(), "wrong number of live bytes");
        require(leaf.dead <= Math.max(live, Leaf.DEAD_BYTES_FREE), "too many dead bytes");
        require(bytes == leaf.bytes(), "wrong number of bytes in a leaf");
        long held = 0;
        if (leaf.large != null) {
            held = Arrays.stream(leaf.large).filter(value -> value != null).count();
        }
        require(held == large, "a large value leaked");
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new AssertionError(complaint);
        }
    }
}
