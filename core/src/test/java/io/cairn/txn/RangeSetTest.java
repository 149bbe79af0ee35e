package io.cairn.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bytes.KeyRange;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares range sets with bit sets over all keys of one byte. */
class RangeSetTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void unionAndGapsAgreeWithBits(long seed) {
        Random random = new Random(seed);
        RangeSet set = RangeSet.EMPTY;
        boolean[] covered = new boolean[256];
        for (int round = 0; round < 40; round++) {
            int begin = random.nextInt(256);
            int end = begin + random.nextInt(20);
            set = set.with(range(begin, end));
            for (int i = begin; i < Math.min(end, 256); i++) {
                covered[i] = true;
            }
            check(set, covered, random);
        }
    }

    @Test
    void touchingRangesBecomeOne() {
        RangeSet set = RangeSet.EMPTY.with(range(3, 5)).with(range(7, 9)).with(range(5, 7));
        assertEquals(1, set.ranges().size());
        assertEquals(range(3, 9), set.ranges().getFirst());
    }

    @Test
    void anUnboundedRangeSwallowsWhatFollows() {
        RangeSet set =
                RangeSet.EMPTY.with(range(3, 5)).with(range(9, 12)).with(KeyRange.of(key(4), null));
        assertEquals(1, set.ranges().size());
        assertTrue(set.contains(key(255)));
        assertTrue(set.gapsIn(KeyRange.of(key(10), null)).isEmpty());
    }

    @Test
    void emptyRangesAddNothing() {
        assertTrue(RangeSet.EMPTY.with(range(9, 3)).isEmpty());
    }

    private static void check(RangeSet set, boolean[] covered, Random random) {
        for (int i = 0; i < 256; i++) {
            assertEquals(covered[i], set.contains(key(i)), "key " + i);
        }
        int from = random.nextInt(256);
        int to = from + random.nextInt(100);
        boolean[] inGap = new boolean[256];
        for (KeyRange gap : set.gapsIn(range(from, to))) {
            for (int i = 0; i < 256; i++) {
                inGap[i] |= gap.contains(key(i));
            }
        }
        for (int i = 0; i < 256; i++) {
            assertEquals(i >= from && i < to && !covered[i], inGap[i], "gap at " + i);
        }
    }

    private static KeyRange range(int begin, int end) {
        return KeyRange.of(key(begin), end > 255 ? null : key(end));
    }

    private static byte[] key(int value) {
        return new byte[] {(byte) value};
    }
}
