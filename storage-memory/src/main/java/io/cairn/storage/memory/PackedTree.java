package io.cairn.storage.memory;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * The writer's side of one ordered map from keys to values: a copy-on-write B+tree. Used by one
 * thread at a time; readers only ever get a {@link #root()} that was published, which is immutable.
 *
 * <p>Each batch has its own edit number. The first change of a node in a batch makes a new version
 * of it and of the nodes above it; further changes in the same batch work in place (transient nodes
 * as in Clojure's vectors, after Bagwell and Rompf's RRB-trees). What is published is therefore
 * never written to again, and a snapshot is a reference to a root.
 *
 * <p>A leaf that is filled in key order at the right edge of the tree is not split in halves but
 * left full, so nodes on that edge may hold less than the minimum; all others but the root are at
 * least a quarter full, unless keys or values are so long that joining them would exceed the byte
 * limit of a leaf.
 */
final class PackedTree {

    private final RightEdge rightEdge = new RightEdge();
    private Node root = Leaf.empty(0);
    private long edit;

    // What the change under way did, for the nodes above it.
    private long entriesAdded;
    private long bytesAdded;
    private boolean shrunk;
    private boolean appended;
    private @Nullable Node splitRight;
    private byte[] splitKey = Bytes.EMPTY;

    /** Starts a batch: nodes made from now on may be changed until the next batch. */
    void begin(long newEdit) {
        edit = newEdit;
        rightEdge.forget();
    }

    /** The current state, not to be given to readers before the batch ends. */
    Node root() {
        return root;
    }

    void put(byte[] key, byte[] value) {
        if (rightEdge.append(key, value)) {
            return;
        }
        rightEdge.forget();
        appended = false;
        entriesAdded = 0;
        bytesAdded = 0;
        shrunk = false;
        Node changed = put(root, key, value, true);
        Node right = splitRight;
        splitRight = null;
        root = right == null ? changed : Inner.over(edit, changed, splitKey, right);
        shortenRoot();
        if (appended) {
            rightEdge.remember(root, key);
        }
    }

    void delete(byte[] key) {
        rightEdge.forget();
        if (find(root, key).indexOf(key) >= 0) {
            root = delete(root, key);
            shortenRoot();
        }
    }

    void deleteRange(KeyRange range) {
        byte[] begin = range.begin();
        if (range.isEmpty()) {
            return;
        }
        rightEdge.forget();
        root = new RangeCut(edit, begin, range.end()).apply(root);
        shortenRoot();
    }

    /** The leaf that holds a key if there is one. */
    static Leaf find(Node root, byte[] key) {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.children[inner.separators.childFor(key)];
        }
        return (Leaf) node;
    }

    private Node put(Node node, byte[] key, byte[] value, boolean onEdge) {
        if (node instanceof Leaf leaf) {
            return putIntoLeaf(leaf, key, value, onEdge);
        }
        Inner inner = (Inner) node;
        int index = inner.separators.childFor(key);
        Node changed = put(inner.children[index], key, value, onEdge && index == inner.count - 1);
        Inner version = inner.version(edit);
        version.children[index] = changed;
        version.add(entriesAdded, bytesAdded);
        Node right = splitRight;
        if (right != null) {
            splitRight = null;
            version.insertAfter(index, splitKey, right);
            return version.isOverfull()
                    ? split(version, onEdge && index == version.count - 2)
                    : version;
        }
        if (shrunk) {
            Balance.mend(version, index);
        }
        return version;
    }

    private Node putIntoLeaf(Leaf leaf, byte[] key, byte[] value, boolean onEdge) {
        int position = leaf.position(key);
        Leaf version;
        if (position >= 0) {
            bytesAdded = (long) value.length - leaf.valueLength(position);
            version = LeafEdit.version(leaf, edit);
            int before = leaf.live();
            LeafEdit.replace(version, position, key, value);
            shrunk = version.live() < before;
        } else {
            int index = -1 - position;
            entriesAdded = 1;
            bytesAdded = key.length + (long) value.length;
            boolean last = onEdge && index == leaf.count;
            appended = last;
            if (last && leaf.count > 0 && !LeafEdit.hasRoom(leaf, key, value)) {
                splitKey = Separators.between(leaf.keyBytes(leaf.count - 1), key);
                splitRight = LeafEdit.startOf(edit, key, value, leaf);
                return LeafShape.withoutSpare(edit, leaf);
            }
            version = LeafEdit.version(leaf, edit);
            LeafEdit.insert(version, index, key, value, last);
        }
        return version.isOverfull() ? split(version) : version;
    }

    private Node split(Leaf leaf) {
        int at = LeafShape.splitPoint(leaf);
        Leaf left = LeafShape.part(edit, leaf, 0, at);
        Leaf right = LeafShape.part(edit, leaf, at, leaf.count);
        splitKey = LeafShape.separator(left, right);
        splitRight = right;
        return left;
    }

    /**
     * Splits in halves, or leaves the left part nearly full when the tree grows at its right edge.
     */
    private Node split(Inner inner, boolean growsAtRightEdge) {
        int at = growsAtRightEdge ? inner.count - 2 : inner.count / 2;
        splitKey = inner.separators.get(at - 1);
        splitRight = inner.part(edit, at, inner.count);
        return inner.part(edit, 0, at);
    }

    private Node delete(Node node, byte[] key) {
        if (node instanceof Leaf leaf) {
            int index = leaf.indexOf(key);
            bytesAdded = -(key.length + (long) leaf.valueLength(index));
            Leaf version = LeafEdit.version(leaf, edit);
            LeafEdit.remove(version, index, index + 1);
            return version;
        }
        Inner inner = (Inner) node;
        int index = inner.separators.childFor(key);
        Node changed = delete(inner.children[index], key);
        Inner version = inner.version(edit);
        version.children[index] = changed;
        version.add(-1, bytesAdded);
        Balance.mend(version, index);
        return version;
    }

    private void shortenRoot() {
        while (root instanceof Inner inner && inner.count == 1) {
            root = inner.children[0];
        }
    }
}
