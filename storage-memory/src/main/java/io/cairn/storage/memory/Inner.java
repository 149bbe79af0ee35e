package io.cairn.storage.memory;

import java.util.Arrays;

/**
 * An inner node: children and the separators between them. How it splits and joins is in {@link
 * InnerShape}.
 *
 * <p>Versions share their {@link Separators}; a version that only leads to a newer child copies
 * nothing but the references to its children. The totals make the size of the tree exact when a
 * range delete drops whole subtrees.
 */
final class Inner extends Node {

    /** The most children of an inner node. */
    static final int CHILDREN_MAX = 64;

    private static final int CHILDREN_MIN = CHILDREN_MAX / 4;

    /** The distance to the leaves; children of height 1 are leaves. */
    final int height;

    /** Exactly {@code count} children, all of the same height. */
    Node[] children;

    /** One fewer than there are children. */
    Separators separators;

    private long entries;
    private long bytes;

    Inner(long edit, int height, Node[] children, Separators separators) {
        super(edit, children.length);
        this.height = height;
        this.children = children;
        this.separators = separators;
    }

    /** Makes a node and adds up what is below its children. */
    static Inner of(long edit, int height, Node[] children, Separators separators) {
        Inner inner = new Inner(edit, height, children, separators);
        for (Node child : children) {
            inner.add(child.entries(), child.bytes());
        }
        return inner;
    }

    /** Makes a root over two nodes. */
    static Inner over(long edit, Node left, byte[] separator, Node right) {
        int height = left instanceof Inner inner ? inner.height + 1 : 1;
        return of(edit, height, new Node[] {left, right}, Separators.of(separator));
    }

    /** Returns a version that the edit may change: this node, or a copy of it. */
    Inner version(long forEdit) {
        if (edit == forEdit) {
            return this;
        }
        Inner version = new Inner(forEdit, height, children.clone(), separators);
        version.add(entries, bytes);
        return version;
    }

    /** Corrects the totals. */
    void add(long moreEntries, long moreBytes) {
        entries += moreEntries;
        bytes += moreBytes;
    }

    @Override
    long entries() {
        return entries;
    }

    @Override
    long bytes() {
        return bytes;
    }

    @Override
    boolean isUnderfull() {
        return count < CHILDREN_MIN;
    }

    boolean isOverfull() {
        return count > CHILDREN_MAX;
    }

    /**
     * Adds a child behind another one; totals do not change, since what it holds was below that
     * one.
     */
    void insertAfter(int index, byte[] separator, Node child) {
        Node[] more = new Node[count + 1];
        System.arraycopy(children, 0, more, 0, index + 1);
        more[index + 1] = child;
        System.arraycopy(children, index + 1, more, index + 2, count - index - 1);
        children = more;
        separators = separators.with(index, separator);
        count++;
    }

    /**
     * Removes the children from {@code from} to before {@code to}, but never all; totals do not
     * change.
     */
    void removeChildren(int from, int to) {
        Node[] fewer = new Node[count - (to - from)];
        System.arraycopy(children, 0, fewer, 0, from);
        System.arraycopy(children, to, fewer, from, count - to);
        children = fewer;
        // The separator in front of the first child that stays behind the gap is the one that still
        // divides.
        separators = from == 0 ? separators.without(0, to) : separators.without(from - 1, to - 1);
        count = fewer.length;
    }

    /** Returns a new node with some of the children. */
    Inner part(long forEdit, int from, int to) {
        return of(
                forEdit,
                height,
                Arrays.copyOfRange(children, from, to),
                separators.slice(from, to - 1));
    }

    /** Returns a new node with the children of both. */
    Inner join(long forEdit, byte[] separator, Inner right) {
        Node[] all = Arrays.copyOf(children, count + right.count);
        System.arraycopy(right.children, 0, all, count, right.count);
        Inner joined =
                new Inner(forEdit, height, all, separators.join(separator, right.separators));
        joined.add(entries + right.entries, bytes + right.bytes);
        return joined;
    }
}
