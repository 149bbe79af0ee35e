package io.cairn.storage.memory;

import org.jspecify.annotations.Nullable;

/** Walks a published tree in ascending order. Used by one thread at a time. */
final class ForwardCursor extends TreeCursor {

    private final byte @Nullable [] end;

    /** The end of the range in the current leaf. */
    private int stop;

    ForwardCursor(Node root, byte[] begin, byte @Nullable [] end) {
        super(root);
        this.end = end;
        descend(root, begin, true);
        stop = stopOf(leaf);
        index = Math.min(leaf.lowerBound(begin), stop) - 1;
    }

    @Override
    public boolean next() {
        if (index + 1 < stop) {
            index++;
            return true;
        }
        return nextLeaf();
    }

    private boolean nextLeaf() {
        // A range that ends inside this leaf ends here; the index stays where it is, so that every
        // later call comes here again.
        if (stop < leaf.count || !step(1)) {
            return false;
        }
        stop = stopOf(leaf);
        index = 0;
        return stop > 0;
    }

    private int stopOf(Leaf entered) {
        return end == null ? entered.count : entered.lowerBound(end);
    }

    @Override
    public void close() {
        super.close();
        stop = 0;
    }
}
