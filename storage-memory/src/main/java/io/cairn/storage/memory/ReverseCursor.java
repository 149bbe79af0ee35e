package io.cairn.storage.memory;

import org.jspecify.annotations.Nullable;

/** Walks a published tree in descending order. Used by one thread at a time. */
final class ReverseCursor extends TreeCursor {

    private final byte[] begin;

    /** The start of the range in the current leaf. */
    private int stop;

    ReverseCursor(Node root, byte[] begin, byte @Nullable [] end) {
        super(root);
        this.begin = begin;
        descend(root, end, false);
        stop = stopOf(leaf);
        index = Math.max(end == null ? leaf.count : leaf.lowerBound(end), stop);
    }

    @Override
    public boolean next() {
        if (index > stop) {
            index--;
            return true;
        }
        return nextLeaf();
    }

    private boolean nextLeaf() {
        // A range that starts inside this leaf ends here; the index stays where it is, so that
        // every later call comes here again.
        if (stop > 0 || !step(-1)) {
            return false;
        }
        stop = stopOf(leaf);
        index = leaf.count - 1;
        return index >= stop;
    }

    private int stopOf(Leaf entered) {
        return begin.length == 0 ? 0 : entered.lowerBound(begin);
    }

    @Override
    public void close() {
        super.close();
        stop = 0;
        index = 0;
    }
}
