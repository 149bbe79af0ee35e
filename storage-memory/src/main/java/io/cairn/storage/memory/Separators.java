package io.cairn.storage.memory;

import java.util.Arrays;

/**
 * The keys between the children of an inner node, with their heads. Immutable, so that versions of
 * a node that differ only in their children share it.
 *
 * <p>Child {@code i} holds the keys {@code k} with {@code separator(i - 1) <= k < separator(i)}. A
 * separator is the shortest string that divides its neighbours (Bayer and Unterauer, "Prefix
 * B-Trees", TODS 1977).
 */
final class Separators {

    private final byte[][] keys;
    private final long[] heads;
    private final int prefix;

    private Separators(byte[][] keys) {
        this.keys = keys;
        this.heads = new long[keys.length];
        this.prefix = commonPrefix(keys);
        for (int i = 0; i < keys.length; i++) {
            heads[i] = KeyHead.of(keys[i], prefix, keys[i].length);
        }
    }

    private Separators(byte[][] keys, long[] heads, int prefix) {
        this.keys = keys;
        this.heads = heads;
        this.prefix = prefix;
    }

    /** The separators of two children. */
    static Separators of(byte[] only) {
        return new Separators(new byte[][] {only});
    }

    /** The shortest string that is greater than {@code low} and not greater than {@code high}. */
    static byte[] between(byte[] low, byte[] high) {
        int same = Arrays.mismatch(low, high);
        assert same >= 0 && same < high.length : "not in order";
        return same + 1 == high.length ? high : Arrays.copyOf(high, same + 1);
    }

    int size() {
        return keys.length;
    }

    byte[] get(int index) {
        return keys[index];
    }

    /**
     * The index of the child that a key belongs to: the number of separators not greater than the
     * key.
     */
    int childFor(byte[] key) {
        int size = heads.length;
        if (size == 0) {
            return 0;
        }
        if (prefix > 0) {
            int order =
                    Arrays.compareUnsigned(
                            key, 0, Math.min(key.length, prefix), keys[0], 0, prefix);
            if (order != 0) {
                return order < 0 ? 0 : size;
            }
        }
        long head = KeyHead.of(key, prefix, key.length);
        int at = lower(head);
        if (at == size || heads[at] != head) {
            return at;
        }
        return afterEqualHeads(key, at, head);
    }

    /**
     * The number of heads smaller than one; the loop's only branch depends on the size, not on the
     * data.
     */
    private int lower(long head) {
        long[] sorted = heads;
        int base = 0;
        int rest = sorted.length;
        while (rest > 1) {
            int half = rest >>> 1;
            base = sorted[base + half - 1] < head ? base + half : base;
            rest -= half;
        }
        return sorted[base] < head ? base + 1 : base;
    }

    private int afterEqualHeads(byte[] key, int from, long head) {
        int low = from;
        int high = head == Long.MAX_VALUE ? heads.length : lower(head + 1);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(keys[middle], key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns a copy with one more separator at a position. */
    Separators with(int index, byte[] key) {
        byte[][] more = new byte[keys.length + 1][];
        System.arraycopy(keys, 0, more, 0, index);
        more[index] = key;
        System.arraycopy(keys, index, more, index + 1, keys.length - index);
        int shared = keys.length == 0 ? -1 : sharedLength(key, keys[0]);
        if (keys.length < 2 || shared < prefix) {
            return new Separators(more);
        }
        long[] moreHeads = new long[more.length];
        System.arraycopy(heads, 0, moreHeads, 0, index);
        moreHeads[index] = KeyHead.of(key, prefix, key.length);
        System.arraycopy(heads, index, moreHeads, index + 1, heads.length - index);
        return new Separators(more, moreHeads, prefix);
    }

    /** Returns a copy with another separator at a position. */
    Separators withReplaced(int index, byte[] key) {
        byte[][] changed = keys.clone();
        changed[index] = key;
        return new Separators(changed);
    }

    /** Returns a copy without the separators from {@code from} to before {@code to}. */
    Separators without(int from, int to) {
        byte[][] fewer = new byte[keys.length - (to - from)][];
        System.arraycopy(keys, 0, fewer, 0, from);
        System.arraycopy(keys, to, fewer, from, keys.length - to);
        return new Separators(fewer);
    }

    /** Returns the separators from {@code from} to before {@code to}. */
    Separators slice(int from, int to) {
        return new Separators(Arrays.copyOfRange(keys, from, to));
    }

    /** Returns these separators, one more, and those of the right neighbour. */
    Separators join(byte[] key, Separators right) {
        byte[][] all = new byte[keys.length + 1 + right.keys.length][];
        System.arraycopy(keys, 0, all, 0, keys.length);
        all[keys.length] = key;
        System.arraycopy(right.keys, 0, all, keys.length + 1, right.keys.length);
        return new Separators(all);
    }

    /** Fails unless keys ascend and heads and prefix fit them; for tests. */
    void check() {
        for (int i = 0; i < keys.length; i++) {
            byte[] key = keys[i];
            if (i > 0 && Arrays.compareUnsigned(keys[i - 1], key) >= 0) {
                throw new IllegalStateException("separators do not ascend at " + i);
            }
            if (Arrays.mismatch(key, 0, prefix, keys[0], 0, prefix) >= 0) {
                throw new IllegalStateException("separator " + i + " lacks the common prefix");
            }
            if (heads[i] != KeyHead.of(key, prefix, key.length)) {
                throw new IllegalStateException("wrong head of separator " + i);
            }
        }
    }

    private static int commonPrefix(byte[][] sorted) {
        return sorted.length < 2 ? 0 : sharedLength(sorted[0], sorted[sorted.length - 1]);
    }

    private static int sharedLength(byte[] a, byte[] b) {
        int at = Arrays.mismatch(a, b);
        return at < 0 ? a.length : at;
    }
}
