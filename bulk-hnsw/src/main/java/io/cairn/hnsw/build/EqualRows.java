package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.Links;
import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Groups of many equal vectors. The nearest of each are its equals alone, so that the group would
 * lead nowhere, and vectors beside it would know nobody else. Therefore only the first few of a
 * group take part in a build; the others, its copies, are hung on to them as a tree. Immutable.
 */
final class EqualRows {

    /** No groups. */
    static final EqualRows NONE = new EqualRows(List.of(), new BitSet());

    /** So many of a group take part: with more, its links lead to fewer others. */
    static final int KEPT = 2;

    private static final int PIECE = 1024;
    private static final int[] NO_ROWS = {};
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FACTOR = 0x9E37_79B1;
    private static final int STRETCH = 32;
    private static final int STRETCHES = 2;

    /** Where vectors differ little, as many zeros do, groups may be missed; that is no harm. */
    private static final int GROUPS_MAX = 8;

    /** Of each group its rows, those that are not copies first. */
    private final List<int[]> groups;

    private final BitSet copies;

    private EqualRows(List<int[]> groups, BitSet copies) {
        this.groups = groups;
        this.copies = copies;
    }

    /**
     * Finds them.
     *
     * @param first the first row that may be a copy
     * @param kept how many of a group are no copies, at least 1
     */
    static EqualRows find(VectorRows rows, int first, int kept, Workers workers) {
        int[] hashes = new int[rows.count()];
        Sample sample = new Sample(rows);
        workers.run(
                rows.count(),
                PIECE,
                _ -> new int[sample.components()],
                (some, begin, end) -> {
                    for (int row = begin; row < end; row++) {
                        hashes[row] = sample.hash(row, some);
                    }
                });
        long[] codes = frequent(hashes, kept);
        Arrays.sort(codes);
        List<int[]> groups = new ArrayList<>();
        BitSet copies = new BitSet();
        int begin = 0;
        for (int i = 1; i <= codes.length; i++) {
            if (i == codes.length || codes[i] >> Integer.SIZE != codes[begin] >> Integer.SIZE) {
                if (i - begin > kept) {
                    add(rows, Arrays.copyOfRange(codes, begin, i), first, kept, groups, copies);
                }
                begin = i;
            }
        }
        return new EqualRows(groups, copies);
    }

    /**
     * Returns the hashes of which there may be more than so many, each with its row in the lower
     * half. Sorting all of them would take longer than all the rest.
     */
    private static long[] frequent(int[] hashes, int kept) {
        int slots = Integer.highestOneBit(Math.clamp(hashes.length, 1, 1 << 28)) << 2;
        byte[] counts = new byte[slots];
        int most = Math.min(kept, Byte.MAX_VALUE - 1) + 1;
        for (int hash : hashes) {
            int slot = hash & slots - 1;
            if (counts[slot] < most) {
                counts[slot]++;
            }
        }
        long[] codes = new long[hashes.length];
        int count = 0;
        for (int row = 0; row < hashes.length; row++) {
            if (counts[hashes[row] & slots - 1] == most) {
                codes[count++] = (long) hashes[row] << Integer.SIZE | row;
            }
        }
        return Arrays.copyOf(codes, count);
    }

    /** Of long vectors a few stretches are enough to tell most of them apart. */
    private record Sample(VectorRows rows) {

        int components() {
            return Math.min(rows.dimension(), STRETCHES * STRETCH);
        }

        int hash(int row, int[] some) {
            if (some.length == rows.dimension()) {
                copy(row, 0, some, 0, some.length);
            } else {
                for (int i = 0; i < STRETCHES; i++) {
                    int from = (rows.dimension() - STRETCH) * i / (STRETCHES - 1);
                    copy(row, from, some, i * STRETCH, STRETCH);
                }
            }
            int hash = Arrays.hashCode(some) * FACTOR;
            return hash ^ hash >>> Short.SIZE;
        }

        private void copy(int row, int from, int[] some, int at, int count) {
            long offset = rows.offset(row) + (long) from * Float.BYTES;
            MemorySegment.copy(rows.memory(), INT, offset, some, at, count);
        }
    }

    /** Adds the groups among rows of the same hash. */
    private static void add(
            VectorRows rows, long[] codes, int first, int kept, List<int[]> groups, BitSet copies) {
        int[] rest = Places.lowerHalves(codes);
        int[] leading = new int[rows.dimension()];
        int[] other = new int[rows.dimension()];
        for (int i = 0; i < GROUPS_MAX && rest.length > kept; i++) {
            copy(rows, rest[0], leading);
            IntPredicate equal = row -> Arrays.equals(leading, copy(rows, row, other));
            int[] group = Arrays.stream(rest).filter(equal).toArray();
            rest = Arrays.stream(rest).filter(equal.negate()).toArray();
            int linked = kept;
            while (linked < group.length && group[linked] < first) {
                linked++;
            }
            if (linked < group.length) {
                groups.add(group);
                Arrays.stream(group, linked, group.length).forEach(copies::set);
            }
        }
    }

    /**
     * Copies a row's bits. To compare rows where they are would end the process when their file is
     * shortened, as the JDK does that in native code.
     */
    private static int[] copy(VectorRows rows, int row, int[] bits) {
        MemorySegment.copy(rows.memory(), INT, rows.offset(row), bits, 0, bits.length);
        return bits;
    }

    /** Tells whether there are no copies. */
    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Tells whether a row is a copy, which takes no part in the build. */
    boolean isCopy(int row) {
        return copies.get(row);
    }

    /** Keeps copies on layer 0. */
    byte[] lowered(byte[] levels) {
        copies.stream().forEach(row -> levels[row] = 0);
        return levels;
    }

    /** Returns the rows that are no copies, ascending. */
    int[] others(int rows) {
        int[] others = new int[rows - copies.cardinality()];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (!isCopy(row)) {
                others[count++] = row;
            }
        }
        return others;
    }

    /** Returns an order of the other rows with the copies behind the first of their groups. */
    int[] completed(int[] order) {
        Map<Integer, int[]> byFirst = new HashMap<>();
        groups.forEach(group -> byFirst.put(group[0], group));
        int[] completed = new int[order.length + copies.cardinality()];
        int count = 0;
        for (int row : order) {
            completed[count++] = row;
            for (int other : byFirst.getOrDefault(row, NO_ROWS)) {
                if (isCopy(other)) {
                    completed[count++] = other;
                }
            }
        }
        return completed;
    }

    /** Returns the same ones after rows have moved. */
    EqualRows moved(int[] now) {
        BitSet moved = new BitSet();
        copies.stream().forEach(row -> moved.set(now[row]));
        return new EqualRows(groups.stream().map(group -> Places.at(group, now)).toList(), moved);
    }

    /**
     * Links the copies of each group as a tree whose root nobody knows yet, and each of them to the
     * first of the group and its neighbours.
     */
    void attach(Graph graph) {
        Links links = graph.bottom();
        int[] targets = new int[links.max()];
        int[] around = new int[links.max()];
        for (int[] group : groups) {
            int first = 1;
            while (!isCopy(group[first])) {
                first++;
            }
            int count = links.copy(group[0], around);
            for (int i = first; i < group.length; i++) {
                int many = 0;
                targets[many++] = group[0];
                for (int child = 2 * (i - first) + 1; child <= 2 * (i - first) + 2; child++) {
                    if (first + child < group.length) {
                        targets[many++] = group[first + child];
                    }
                }
                int more = Math.min(count, links.max() - many);
                System.arraycopy(around, 0, targets, many, more);
                links.set(group[i], targets, many + more);
            }
        }
    }
}
