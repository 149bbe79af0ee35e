package io.cairn.storage.memory;

import org.jspecify.annotations.Nullable;

/**
 * Removes all keys of a range from a tree. Used once, by one thread.
 *
 * <p>Subtrees wholly inside are dropped by their reference; only the nodes on the two paths to the
 * range's bounds are changed. That leaves a seam, nodes on both sides of which may be underfull.
 * The seam is mended from the top, so that each node has neighbours when its turn comes, and once
 * more on the way up, since joining children takes children away.
 */
final class RangeCut {

    /**
     * Joining moves the seam by one node at most twice; evening out leftovers needs one more look.
     */
    private static final int MENDS_MAX = 4;

    private final long edit;
    private final byte[] begin;
    private final byte @Nullable [] end;

    RangeCut(long edit, byte[] begin, byte @Nullable [] end) {
        this.edit = edit;
        this.begin = begin;
        this.end = end;
    }

    /** Returns the root without the range; it may have a single child. */
    Node apply(Node root) {
        long before = root.entries();
        Node rest = cut(root, begin.length == 0 ? null : begin, end);
        if (rest == null) {
            return Leaf.empty(edit);
        }
        if (rest.entries() == before) {
            return root;
        }
        while (rest instanceof Inner inner && inner.count == 1) {
            rest = inner.children[0];
        }
        return mend(rest, false);
    }

    /**
     * Returns what is left of a node, null when nothing is; a bound that is null lies outside the
     * node.
     */
    private @Nullable Node cut(Node node, byte @Nullable [] from, byte @Nullable [] to) {
        if (from == null && to == null) {
            return null;
        }
        return node instanceof Leaf leaf
                ? cutLeaf(leaf, from, to)
                : cutInner((Inner) node, from, to);
    }

    private @Nullable Node cutLeaf(Leaf leaf, byte @Nullable [] from, byte @Nullable [] to) {
        int first = from == null ? 0 : leaf.lowerBound(from);
        int last = to == null ? leaf.count : leaf.lowerBound(to);
        if (first >= last) {
            return leaf;
        }
        if (first == 0 && last == leaf.count) {
            return null;
        }
        Leaf version = LeafEdit.version(leaf, edit);
        LeafEdit.remove(version, first, last);
        return version;
    }

    private @Nullable Node cutInner(Inner inner, byte @Nullable [] from, byte @Nullable [] to) {
        int low = from == null ? 0 : inner.separators.childFor(from);
        int high = to == null ? inner.count - 1 : inner.separators.childFor(to);
        // Taken before the cut, which may change children in place.
        long entries = 0;
        long bytes = 0;
        for (int i = low; i <= high; i++) {
            entries += inner.children[i].entries();
            bytes += inner.children[i].bytes();
        }
        Node newLow = cut(inner.children[low], from, low == high ? to : null);
        Node newHigh = low == high ? null : cut(inner.children[high], null, to);
        long entriesLeft = entriesOf(newLow) + entriesOf(newHigh);
        if (entriesLeft == entries) {
            return inner;
        }
        int gapFrom = newLow == null ? low : low + 1;
        int gapTo = newHigh == null ? high + 1 : high;
        if (gapFrom == 0 && gapTo == inner.count) {
            return null;
        }
        Inner version = inner.version(edit);
        version.add(entriesLeft - entries, bytesOf(newLow) + bytesOf(newHigh) - bytes);
        if (newLow != null) {
            version.children[low] = newLow;
        }
        if (newHigh != null) {
            version.children[high] = newHigh;
        }
        if (gapFrom < gapTo) {
            version.removeChildren(gapFrom, gapTo);
        }
        return version;
    }

    private static long entriesOf(@Nullable Node node) {
        return node == null ? 0 : node.entries();
    }

    private static long bytesOf(@Nullable Node node) {
        return node == null ? 0 : node.bytes();
    }

    /**
     * Mends the seam below a node.
     *
     * @param onlyFirst whether the seam is the node's left edge, rather than where {@code begin}
     *     belongs
     */
    private Node mend(Node node, boolean onlyFirst) {
        if (!(node instanceof Inner inner)) {
            return node;
        }
        Inner version = inner.version(edit);
        mendChildren(version, onlyFirst);
        int index = onlyFirst ? 0 : version.separators.childFor(begin);
        mendBelow(version, index, onlyFirst);
        if (!onlyFirst && index + 1 < version.count) {
            mendBelow(version, index + 1, true);
        }
        mendChildren(version, onlyFirst);
        return version;
    }

    private void mendBelow(Inner parent, int index, boolean onlyFirst) {
        parent.children[index] = mend(parent.children[index], onlyFirst);
    }

    private void mendChildren(Inner parent, boolean onlyFirst) {
        for (int i = 0; i < MENDS_MAX; i++) {
            int index = onlyFirst ? 0 : parent.separators.childFor(begin);
            if (!parent.children[index].isUnderfull()) {
                index++;
            }
            if (onlyFirst && index > 0
                    || index >= parent.count
                    || !parent.children[index].isUnderfull()) {
                return;
            }
            Balance.mend(parent, index);
        }
    }
}
