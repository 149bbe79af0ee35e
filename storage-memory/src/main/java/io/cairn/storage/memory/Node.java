package io.cairn.storage.memory;

/**
 * A node of a {@link PackedTree}.
 *
 * <p>A node may be changed in place only while the edit that made it runs; afterwards it is
 * published and immutable, and a change makes a new version of it. Readers reach nodes through a
 * root that was published by a volatile write, so that plain fields suffice.
 */
abstract sealed class Node permits Leaf, Inner {

    /** The number of the edit that made this version. */
    final long edit;

    /** The number of entries in a leaf, of children in an inner node. */
    int count;

    Node(long edit, int count) {
        this.edit = edit;
        this.count = count;
    }

    /** The entries below this node. */
    abstract long entries();

    /** The bytes of all keys and values below this node. */
    abstract long bytes();

    /** Whether this node is so empty that it should be joined with a neighbour. */
    abstract boolean isUnderfull();
}
