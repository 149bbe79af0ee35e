package io.cairn.storage.memory;

import io.cairn.engine.EngineCursor;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What both directions of walking a published tree share: the path to the current leaf and the
 * access to the current entry. Used by one thread at a time. A step inside a leaf compares no key:
 * the range's bound is looked up once per leaf.
 */
abstract sealed class TreeCursor implements EngineCursor permits ForwardCursor, ReverseCursor {

    private static final Leaf NOTHING = Leaf.empty(0);
    private static final Inner[] NO_PATH = {};

    /** The inner nodes above the leaf, from the root. */
    private Inner[] path;

    /** Which child of each was taken. */
    private final int[] turns;

    /** The current leaf. */
    Leaf leaf = NOTHING;

    /** The current entry of the leaf. */
    int index;

    private @Nullable MemorySegment segment;

    TreeCursor(Node root) {
        int height = root instanceof Inner inner ? inner.height : 0;
        path = height == 0 ? NO_PATH : new Inner[height];
        turns = new int[height];
    }

    /** Goes down to the leaf where a key belongs; without a key, to the first leaf or the last. */
    final void descend(Node root, byte @Nullable [] key, boolean first) {
        Node node = root;
        int depth = 0;
        while (node instanceof Inner inner) {
            int turn = key != null ? inner.separators.childFor(key) : first ? 0 : inner.count - 1;
            path[depth] = inner;
            turns[depth++] = turn;
            node = inner.children[turn];
        }
        enter((Leaf) node);
    }

    /** Goes to the neighbour leaf in one direction; false when there is none. */
    final boolean step(int by) {
        int depth = path.length - 1;
        while (depth >= 0 && (by > 0 ? turns[depth] == path[depth].count - 1 : turns[depth] == 0)) {
            depth--;
        }
        if (depth < 0) {
            return false;
        }
        turns[depth] += by;
        Node node = path[depth].children[turns[depth]];
        while (node instanceof Inner inner) {
            depth++;
            path[depth] = inner;
            turns[depth] = by > 0 ? 0 : inner.count - 1;
            node = inner.children[turns[depth]];
        }
        enter((Leaf) node);
        return true;
    }

    private void enter(Leaf next) {
        leaf = next;
        segment = null;
    }

    @Override
    public final MemorySegment key() {
        Leaf current = leaf;
        int record = current.record(index);
        int length = Records.keyLength(Records.header(current.data, record));
        return segment().asSlice((long) record + Records.HEADER_BYTES, length);
    }

    @Override
    public final MemorySegment value() {
        return leaf.valueSegment(segment(), index);
    }

    @Override
    public final byte[] keyBytes() {
        return leaf.keyBytes(index);
    }

    @Override
    public final byte[] valueBytes() {
        return leaf.valueBytes(index);
    }

    /**
     * Lets go of the tree, so that a closed cursor that somebody still holds keeps no data alive.
     */
    @Override
    public void close() {
        path = NO_PATH;
        enter(NOTHING);
    }

    private MemorySegment segment() {
        MemorySegment current = segment;
        if (current == null) {
            current = leaf.segment();
            segment = current;
        }
        return current;
    }
}
