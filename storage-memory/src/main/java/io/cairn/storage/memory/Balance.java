package io.cairn.storage.memory;

/**
 * Keeps the children of an inner node well filled. Stateless; the inner node given must belong to
 * the edit.
 */
final class Balance {

    private Balance() {}

    /**
     * Joins a child with a neighbour if it is underfull, or shares out evenly what does not fit
     * into one node.
     */
    static void mend(Inner parent, int index) {
        if (parent.count < 2 || !parent.children[index].isUnderfull()) {
            return;
        }
        boolean last = index == parent.count - 1;
        boolean leftIsSmaller =
                index > 0
                        && !last
                        && parent.children[index - 1].count < parent.children[index + 1].count;
        int left = last || leftIsSmaller ? index - 1 : index;
        if (parent.children[left] instanceof Leaf leaf) {
            joinLeaves(parent, left, leaf, (Leaf) parent.children[left + 1]);
        } else {
            joinInner(
                    parent, left, (Inner) parent.children[left], (Inner) parent.children[left + 1]);
        }
    }

    private static void joinLeaves(Inner parent, int index, Leaf left, Leaf right) {
        int count = left.count + right.count;
        if (LeafShape.fitInOne(left, right)) {
            parent.removeChildren(index + 1, index + 2);
            parent.children[index] = LeafShape.part(parent.edit, left, right, 0, count);
            return;
        }
        int at = LeafShape.splitPoint(left, right);
        if (at == left.count) {
            return;
        }
        Leaf newLeft = LeafShape.part(parent.edit, left, right, 0, at);
        Leaf newRight = LeafShape.part(parent.edit, left, right, at, count);
        parent.children[index] = newLeft;
        parent.children[index + 1] = newRight;
        parent.separators =
                parent.separators.withReplaced(index, LeafShape.separator(newLeft, newRight));
    }

    private static void joinInner(Inner parent, int index, Inner left, Inner right) {
        Inner joined = left.join(parent.edit, parent.separators.get(index), right);
        if (!joined.isOverfull()) {
            parent.removeChildren(index + 1, index + 2);
            parent.children[index] = joined;
            return;
        }
        int at = joined.count / 2;
        parent.children[index] = joined.part(parent.edit, 0, at);
        parent.children[index + 1] = joined.part(parent.edit, at, joined.count);
        parent.separators = parent.separators.withReplaced(index, joined.separators.get(at - 1));
    }
}
