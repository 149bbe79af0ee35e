package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Plan FULL = Plan.of(Plan.Size.FULL, 1_000_000);
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;

    @Test
    void everyScenarioHasItsFirstRoundBeforeAnyHasItsSecond() {
        Schedule schedule = schedule(null, StoreKind.LMDB, StoreKind.MVSTORE);

        assertEquals(
                List.of(
                        "ycsb lmdb 0",
                        "ycsb mvstore 0",
                        "crash lmdb 0",
                        "crash mvstore 0",
                        "ycsb lmdb 1",
                        "ycsb mvstore 1",
                        "crash lmdb 1",
                        "crash mvstore 1"),
                names(schedule.all().stream().flatMap(List::stream)));
        assertTrue(schedule.all().stream().allMatch(together -> together.size() == 1));
    }

    @Test
    void whatWorksInTurnsRunsTogether() {
        Schedule schedule =
                new Schedule(
                        FULL,
                        List.of(StoreKind.LMDB, StoreKind.SKIPLIST),
                        new Wanted(List.of("ycsb-a", "crash")),
                        1,
                        Path.of("data"),
                        true);

        assertTrue(
                schedule.all().stream()
                        .noneMatch(all -> all.getFirst().scenario().name().equals("sequential")),
                "what nobody wants");
        List<Round> ycsb =
                schedule.all().stream()
                        .filter(together -> together.getFirst().scenario().name().equals("ycsb"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(List.of("ycsb lmdb 0", "ycsb skiplist 0"), names(ycsb.stream()));
        assertEquals(
                List.of("crash lmdb 0"),
                names(schedule.all().getLast().stream()),
                "a map is gone after a crash");
    }

    @Test
    void whatIsSlowIsNotRepeatedUnlessAskedFor() {
        for (Integer asked : new Integer[] {null, 2}) {
            Schedule schedule = schedule(asked, StoreKind.LMDB);
            Round ycsb = schedule.all().get(0).getFirst();
            Round crash = schedule.all().get(1).getFirst();
            schedule.ended(ycsb, true, 30.1);
            schedule.ended(crash, true, 29.9);

            List<String> expected =
                    asked == null
                            ? List.of("crash lmdb 1")
                            : List.of("ycsb lmdb 1", "crash lmdb 1");
            assertEquals(expected, due(schedule, 2, MINUTE));
            assertEquals(0, schedule.leftOut());
        }
    }

    @Test
    void whatFailedIsNotRepeatedAtAll() {
        Schedule schedule = schedule(3, StoreKind.LMDB);
        schedule.ended(schedule.all().get(0).getFirst(), false, 1);

        assertEquals(List.of("crash lmdb 1", "crash lmdb 2"), due(schedule, 2, MINUTE));
    }

    @Test
    void aFullRunRepeatsNothingWhenTheHourIsNearlyOver() {
        Schedule schedule = schedule(null, StoreKind.LMDB);

        assertEquals(List.of("ycsb lmdb 1", "crash lmdb 1"), due(schedule, 2, 54 * MINUTE));
        assertEquals(0, schedule.leftOut());
        assertEquals(List.of(), due(schedule, 2, 56 * MINUTE));
        assertEquals(2, schedule.leftOut());
        assertEquals(
                List.of("ycsb lmdb 0", "crash lmdb 0"),
                names(
                        schedule.all().subList(0, 2).stream()
                                .flatMap(together -> schedule.due(together, HOUR).stream())),
                "what has not been measured yet is");
        assertEquals(
                List.of("ycsb lmdb 1", "crash lmdb 1"), due(schedule(2, StoreKind.LMDB), 2, HOUR));
    }

    @Test
    void theTimeLeftIsWhatRoundsTook() {
        Schedule schedule = schedule(null, StoreKind.LMDB, StoreKind.MVSTORE);
        Round lmdb = schedule.all().get(0).getFirst();
        double ycsb = schedule.expectedSeconds(lmdb);
        double crash = schedule.expectedSeconds(schedule.all().get(2).getFirst());
        assertEquals(4 * (ycsb + crash), schedule.secondsLeft(0, 0), 1e-6);

        schedule.ended(lmdb, true, 1.5 * ycsb);
        assertEquals(
                1.5 * (3 * ycsb + 4 * crash),
                schedule.secondsLeft(1, MINUTE),
                1e-6,
                "half as long again as thought, in all that is left");

        schedule.ended(schedule.all().get(1).getFirst(), true, 45);
        schedule.ended(schedule.all().get(2).getFirst(), true, 7);
        schedule.ended(schedule.all().get(3).getFirst(), false, 9);
        assertEquals(
                1.5 * ycsb + 7,
                schedule.secondsLeft(4, MINUTE),
                1e-6,
                "the slow one and the failed one are not repeated");
        assertEquals(5, schedule.secondsLeft(4, 55 * MINUTE - 5), 1e-6, "then the time is over");
        assertEquals(0, schedule.secondsLeft(8, 2 * MINUTE));
    }

    @Test
    void firstRoundsTakeTheTimeOfRepetitions() {
        Schedule schedule = schedule(null, StoreKind.LMDB, StoreKind.MVSTORE);
        Round lmdb = schedule.all().get(0).getFirst();
        double ycsb = schedule.expectedSeconds(lmdb);
        double crash = schedule.expectedSeconds(schedule.all().get(2).getFirst());

        double pace = 31 / ycsb;
        schedule.ended(lmdb, true, 31);
        assertEquals(
                pace * (ycsb + 4 * crash),
                schedule.secondsLeft(1, MINUTE),
                1e-6,
                "the other one will be as slow, and not be repeated either");
        double first = pace * (ycsb + 2 * crash);
        assertEquals(first + 2, schedule.secondsLeft(1, 55 * MINUTE - first - 2), 1e-6);
        assertEquals(first, schedule.secondsLeft(1, HOUR), 1e-6, "they run all the same");
    }

    private static Schedule schedule(@Nullable Integer rounds, StoreKind... stores) {
        Plan plan =
                new Plan(
                        FULL.size(),
                        FULL.entries(),
                        FULL.stopwatch(),
                        List.of(FULL.scenario("ycsb"), FULL.scenario("crash")));
        Wanted all = new Wanted(List.of());
        return new Schedule(plan, List.of(stores), all, rounds, Path.of("data"), false);
    }

    private static List<String> due(Schedule schedule, int from, double elapsedSeconds) {
        return names(
                schedule.all().subList(from, schedule.all().size()).stream()
                        .flatMap(together -> schedule.due(together, elapsedSeconds).stream()));
    }

    private static List<String> names(Stream<Round> rounds) {
        return rounds.map(round ->
                        round.scenario().name() + " " + round.store().word() + " " + round.number())
                .toList();
    }
}
