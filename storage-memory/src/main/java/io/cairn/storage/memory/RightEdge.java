package io.cairn.storage.memory;

import io.cairn.bytes.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last leaf of a tree, and the nodes above it, while a batch adds entries behind all
 * others: the next one then needs no search from the root (a finger, as in Guibas, McCreight, Plass
 * and Roberts, "A new representation for linear lists", STOC 1977). Used by one thread at a time.
 *
 * <p>What it remembers belongs to the running edit and is the edge of the tree as it is now; any
 * change that does not go through {@link #append} must be followed by {@link #forget}.
 */
final class RightEdge {

    private static final int HEIGHT_MAX = 16;

    private final @Nullable Inner[] above = new Inner[HEIGHT_MAX];
    private int height;
    private @Nullable Leaf last;
    private byte[] lastKey = Bytes.EMPTY;

    /** Remembers nothing, and keeps no node from being collected. */
    void forget() {
        if (last != null) {
            last = null;
            lastKey = Bytes.EMPTY;
            Arrays.fill(above, 0, height, null);
        }
    }

    /**
     * Remembers the edge of a tree whose last entry was added in the running edit.
     *
     * @param key the key of that entry, not to be changed while it is the last one
     */
    void remember(Node root, byte[] key) {
        height = 0;
        Node node = root;
        while (node instanceof Inner inner) {
            if (height == HEIGHT_MAX) {
                forget();
                return;
            }
            above[height++] = inner;
            node = inner.children[inner.count - 1];
        }
        last = (Leaf) node;
        lastKey = key;
    }

    /** Adds an entry if it belongs behind all others and the last leaf has room for it. */
    boolean append(byte[] key, byte[] value) {
        Leaf leaf = last;
        if (leaf == null
                || Arrays.compareUnsigned(lastKey, key) >= 0
                || !LeafEdit.hasRoom(leaf, key, value)) {
            return false;
        }
        LeafEdit.insert(leaf, leaf.count, key, value, true);
        lastKey = key;
        for (int i = 0; i < height; i++) {
            Inner inner = above[i];
            if (inner != null) {
                inner.add(1, key.length + (long) value.length);
            }
        }
        return true;
    }
}
