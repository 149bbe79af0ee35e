package io.cairn.txn;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Disjoint, non-empty key ranges in ascending order. Immutable: adding makes a new set, so a cursor
 * keeps the one it started with.
 */
final class RangeSet {

    static final RangeSet EMPTY = new RangeSet(List.of());

    private final List<KeyRange> ranges;

    private RangeSet(List<KeyRange> ranges) {
        this.ranges = ranges;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    List<KeyRange> ranges() {
        return ranges;
    }

    /** Returns the union of this set and one range; ranges that touch become one. */
    RangeSet with(KeyRange added) {
        if (added.isEmpty()) {
            return this;
        }
        List<KeyRange> result = new ArrayList<>(ranges.size() + 1);
        KeyRange merged = added;
        int i = 0;
        while (i < ranges.size() && endsBefore(ranges.get(i), merged.begin())) {
            result.add(ranges.get(i++));
        }
        while (i < ranges.size() && !endsBefore(merged, ranges.get(i).begin())) {
            merged = span(merged, ranges.get(i++));
        }
        result.add(merged);
        result.addAll(ranges.subList(i, ranges.size()));
        return new RangeSet(List.copyOf(result));
    }

    boolean contains(byte[] key) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            KeyRange range = ranges.get(middle);
            if (range.contains(key)) {
                return true;
            }
            if (Bytes.compare(key, range.begin()) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    /** Returns the parts of a range that no range of this set covers, in ascending order. */
    List<KeyRange> gapsIn(KeyRange range) {
        List<KeyRange> gaps = new ArrayList<>();
        KeyRange rest = range;
        for (KeyRange covered : ranges) {
            KeyRange before = rest.endingBefore(covered.begin());
            if (!before.isEmpty()) {
                gaps.add(before);
            }
            byte @Nullable [] end = covered.end();
            if (end == null) {
                return gaps;
            }
            rest = rest.startingAt(end);
        }
        if (!rest.isEmpty()) {
            gaps.add(rest);
        }
        return gaps;
    }

    private static boolean endsBefore(KeyRange range, byte[] key) {
        byte @Nullable [] end = range.end();
        return end != null && Bytes.compare(end, key) < 0;
    }

    private static KeyRange span(KeyRange a, KeyRange b) {
        byte[] begin = Bytes.compare(a.begin(), b.begin()) <= 0 ? a.begin() : b.begin();
        byte @Nullable [] endA = a.end();
        byte @Nullable [] endB = b.end();
        byte @Nullable [] end =
                endA == null || endB == null ? null : Bytes.compare(endA, endB) >= 0 ? endA : endB;
        return KeyRange.of(begin, end);
    }
}
