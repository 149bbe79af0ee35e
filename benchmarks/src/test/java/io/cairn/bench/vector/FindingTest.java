package io.cairn.bench.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What counts as reached, and how it is printed. */
class FindingTest {

    @Test
    void aRatioCountsOnlyAtEqualRecall() {
        RecallTable peer = recalls(0.9);
        assertEquals("", recalls(0.9).lackingTo(peer));
        assertEquals("", recalls(0.895).lackingTo(peer));
        assertEquals("recall is lower by 0.0051 at ef 24", recalls(0.8949).lackingTo(peer));
        assertEquals("", recalls(0.99).lackingTo(peer));
        assertEquals("recall is lower by 0.0100 at ef 24", recalls(0.89).lackingTo(peer));
    }

    /** The same everywhere but at one ef. */
    private static RecallTable recalls(double at24) {
        return new RecallTable(
                new TreeMap<>(
                        Map.of(
                                10, 0.8, 16, 0.85, 24, at24, 32, 0.95, 64, 0.97, 100, 0.98, 200,
                                0.99)));
    }

    @Test
    void aRowSaysWhyItIsNotReached() {
        Finding fast = new Finding("build", "hnswlib", 2.5, 3, 1.25, 3.75, "s", "");
        assertTrue(fast.reached());
        assertEquals(
                "| build | hnswlib | 2.50x | **3.00x** | yes | 1.250 | 3.750 s |", fast.toRow());
        Finding slow = new Finding("build", "hnswlib", 2.5, 2, 1.25, 2.5, "s", "");
        assertFalse(slow.reached());
        assertTrue(slow.toRow().contains("| no |"), slow.toRow());
        Finding worse = new Finding("build", "hnswlib", 2.5, 3, 1.25, 3.75, "s", "recall is lower");
        assertFalse(worse.reached());
        assertTrue(worse.toRow().contains("| no: recall is lower |"), worse.toRow());
    }

    @Test
    void aLimitIsReachedFromBelow() {
        assertTrue(Finding.ofLimit("open", "5 ms", 4.9, 5, "ms").reached());
        assertFalse(Finding.ofLimit("open", "5 ms", 5.1, 5, "ms").reached());
    }
}
