package io.cairn.testing.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.testing.isolation.Observed.Append;
import io.cairn.testing.isolation.Observed.Operation;
import io.cairn.testing.isolation.Observed.ReadList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The checker itself: planted anomalies are found, and clean histories pass. */
class CycleCheckerTest {

    @Test
    void aSerialHistoryPasses() {
        assertEquals(
                List.of(),
                CycleChecker.check(
                        List.of(
                                tx(1, append(0, 1)),
                                tx(2, read(0, 1), append(0, 2)),
                                tx(3, read(0, 1, 2))),
                        Map.of(0, List.of(1L, 2L))));
    }

    @Test
    void writeSkewIsACycle() {
        assertFaulty(
                "cycle",
                List.of(at(1, 0, 9, read(0), append(1, 1)), at(2, 0, 9, read(1), append(0, 2))),
                Map.of(0, List.of(2L), 1, List.of(1L)));
    }

    @Test
    void circularWritesAreACycle() {
        assertFaulty(
                "cycle",
                List.of(
                        at(1, 0, 9, append(0, 1), append(1, 2)),
                        at(2, 0, 9, append(0, 3), append(1, 4))),
                Map.of(0, List.of(1L, 3L), 1, List.of(4L, 2L)));
    }

    @Test
    void aStaleReadBreaksRealTime() {
        assertFaulty(
                "cycle",
                List.of(at(1, 0, 1, append(0, 1)), at(2, 5, 6, read(0))),
                Map.of(0, List.of(1L)));
        assertEquals(
                List.of(),
                CycleChecker.check(
                        List.of(at(1, 0, 5, append(0, 1)), at(2, 4, 6, read(0))),
                        Map.of(0, List.of(1L))));
    }

    @Test
    void realTimeReachesOverOthers() {
        assertFaulty(
                "cycle",
                List.of(
                        at(1, 0, 1, append(0, 1)),
                        at(2, 2, 3, append(1, 2)),
                        at(3, 4, 5, append(1, 3)),
                        at(4, 6, 7, read(0))),
                Map.of(0, List.of(1L), 1, List.of(2L, 3L)));
    }

    @Test
    void lostDuplicateForeignAndDisagreeingElementsAreFound() {
        assertFaulty("lost append", List.of(tx(1, append(0, 1))), Map.of(0, List.of()));
        assertFaulty("duplicate", List.of(tx(1, append(0, 1))), Map.of(0, List.of(1L, 1L)));
        assertFaulty("no committed transaction", List.of(), Map.of(0, List.of(7L)));
        assertFaulty(
                "no prefix",
                List.of(tx(1, append(0, 1)), tx(2, append(0, 2)), tx(3, read(0, 2))),
                Map.of(0, List.of(1L, 2L)));
        assertFaulty(
                "its own appends", List.of(tx(1, append(0, 1), read(0))), Map.of(0, List.of(1L)));
        Observed aborted = new Observed(1, 0, 9, List.of(append(0, 1)), false);
        assertFaulty("no committed transaction", List.of(aborted), Map.of(0, List.of(1L)));
    }

    private static void assertFaulty(
            String what, List<Observed> history, Map<Integer, List<Long>> lists) {
        List<String> faults = CycleChecker.check(history, lists);
        assertFalse(faults.isEmpty(), "nothing found");
        assertTrue(faults.toString().contains(what), faults.toString());
    }

    private static Observed tx(long id, Operation... operations) {
        return at(id, id * 10, id * 10 + 5, operations);
    }

    private static Observed at(long id, long invoked, long completed, Operation... operations) {
        return new Observed(id, invoked, completed, List.of(operations), true);
    }

    private static Append append(int key, long element) {
        return new Append(key, element);
    }

    private static ReadList read(int key, long... elements) {
        return new ReadList(key, LongStream.of(elements).boxed().toList());
    }
}
