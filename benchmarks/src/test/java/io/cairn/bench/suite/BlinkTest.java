package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.data.WrongDataException;
import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.report.Report;
import io.cairn.bench.suite.report.Results;
import io.cairn.bench.suite.store.StoreKind;
import io.cairn.bench.suite.workload.LyingStore;
import io.cairn.bench.suite.workload.Turn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every workload runs on every store for a blink, on tiny data, and gives its figures. */
class BlinkTest {

    private static final Plan PLAN = Plan.of(Plan.Size.BLINK, Plan.Size.BLINK.entries());
    private static final Wanted ALL = new Wanted(List.of());

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void everyWorkloadGivesItsFigures(StoreKind store) {
        Set<Measurement.Subject> expected = new HashSet<>();
        List<Measurement> measured = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Scenario scenario : PLAN.scenarios()) {
            boolean more = false;
            for (Measurement.Subject subject : scenario.subjects()) {
                more |= known.add(subject.workload());
            }
            // A server takes a second to start, so it is started only for what it has not done yet.
            boolean worth = more || store.diesWithItsProcess();
            // What is killed is a process; a few of them are enough, below.
            boolean kills = scenario.kind() == Scenario.Kind.CRASHING;
            if (scenario.lack(store).isEmpty() && worth && !kills) {
                expected.addAll(scenario.subjects());
                Path directory = folder.resolve(scenario.name());
                Round round = new Round(PLAN, scenario, store, 0, directory, ALL);
                RoundProcess.run(round, store::open, Turn.ALONE, measured::add);
            }
        }
        assertEquals(
                expected,
                new HashSet<>(measured.stream().map(Measurement::subject).toList()),
                measured::toString);
        for (Measurement each : measured) {
            // A few entries are lost in what else a collection frees.
            boolean small = each.subject().workload().equals(Measurement.SPACE);
            boolean figures =
                    each.metrics().values().stream()
                            .anyMatch(figure -> small ? figure >= 0 : figure > 0);
            assertTrue(figures || each.note().equals("lends no values"), each::toString);
        }
        assertEquals(expected.size(), measured.size());
    }

    @Test
    void aWholeRunWritesItsFolder() throws Exception {
        List<StoreKind> stores = List.of(StoreKind.CAIRN_MEMORY, StoreKind.LMDB);
        Wanted wanted = new Wanted(List.of("crash", "get-hit"));
        Plan plan =
                new Plan(
                        PLAN.size(),
                        PLAN.entries(),
                        PLAN.stopwatch(),
                        some("sequential", "small-cache", "crash"));
        List<Measurement> failures =
                new Coordinator(plan, stores, wanted, 1, folder, false, false).run(false);
        assertEquals(List.of(), failures);
        Results results = Results.read(folder);
        assertTrue(results.machine().containsKey("store lmdb"), results.machine()::toString);
        assertFalse(Files.exists(folder.resolve("data")), "what was stored is removed");
        Set<String> rows = new HashSet<>();
        for (Measurement each : results.measurements()) {
            String end = each.metrics().isEmpty() ? " -" : "";
            rows.add(each.store() + " " + each.subject().name() + end);
        }
        assertEquals(
                Set.of(
                        "cairn-memory small-cache-get-hit -",
                        "cairn-memory crash-recovery -",
                        "cairn-memory crash-open -",
                        "lmdb small-cache-get-hit",
                        "lmdb crash-recovery",
                        "lmdb crash-open"),
                rows);
        assertTrue(Files.size(Report.write(folder)) > 0);
    }

    @Test
    void storesOfARoundTakeTurns() throws Exception {
        List<StoreKind> stores = List.of(StoreKind.LMDB, StoreKind.SKIPLIST);
        Plan plan =
                new Plan(PLAN.size(), PLAN.entries(), PLAN.stopwatch(), some("random", "crash"));
        Wanted wanted = new Wanted(List.of("get-hit", "get-miss", "open"));
        List<Measurement> failures =
                new Coordinator(plan, stores, wanted, 2, folder, false, true).run(false);
        assertEquals(List.of(), failures);
        Results results = Results.read(folder);
        assertTrue(
                results.machine().getOrDefault("order", "").contains("turns"),
                results.machine()::toString);
        List<String> random = new ArrayList<>();
        int openings = 0;
        for (Measurement each : results.measurements()) {
            if (each.subject().scenario().equals("random")) {
                random.add(each.subject().workload() + " " + each.round());
            } else if (!each.metrics().isEmpty()) {
                openings++;
            }
        }
        assertEquals(2, openings, "a map cannot be opened");
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (String workload : List.of("get-hit", "get-hit-lent", "get-miss")) {
                expected.add(workload + " " + round);
                expected.add(workload + " " + round);
            }
        }
        assertEquals(expected, random, "neither is ahead by a workload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lmdb", "lmdb,skiplist,mapdb,xodus,mvstore"})
    void turnsAreForAFewStores(String stores) {
        CommandLine line = new CommandLine(new SuiteCommand());
        StringWriter said = new StringWriter();
        line.setErr(new PrintWriter(said));

        // Were they taken, the last word would be refused before anything runs.
        assertEquals(2, line.execute("--in-turns", "--stores", stores, "--only", "nothing"));

        assertTrue(said.toString().contains("--in-turns needs two to four"), said::toString);
    }

    private static List<Scenario> some(String... names) {
        List<Scenario> some = new ArrayList<>();
        for (String name : names) {
            some.add(PLAN.scenario(name));
        }
        return some;
    }

    @Test
    void aStoreThatLiesFailsTheRunAndIsNamed() {
        Round round = new Round(PLAN, PLAN.scenario("random"), StoreKind.XODUS, 0, folder, ALL);
        List<Measurement> measured = new ArrayList<>();
        Throwable failure =
                RoundProcess.run(
                        round,
                        settings -> new LyingStore(LyingStore.Lie.BYTE),
                        Turn.ALONE,
                        measured::add);
        assertInstanceOf(WrongDataException.class, failure);
        Measurement last = measured.getLast();
        assertEquals("xodus", last.store());
        assertEquals("fill-random", last.subject().workload());
        assertTrue(
                last.note().startsWith(Report.FAILED) && last.note().contains("is not the one"),
                last::note);
    }

    @Test
    void namesChooseScenariosAndWorkloads() {
        Scenario random = PLAN.scenario("random");
        assertTrue(new Wanted(List.of("get-hit")).has(random.subject("get-hit", 1)));
        assertTrue(new Wanted(List.of("get")).has(random.subject("get-hit", 1)));
        assertTrue(new Wanted(List.of("random")).has(random.subject("get-hit", 1)));
        assertFalse(new Wanted(List.of("seek-1")).has(random.subject("seek-10", 1)));
        assertFalse(new Wanted(List.of("ycsb")).has(random));
        Round round =
                new Round(PLAN, random, StoreKind.LMDB, 3, folder, new Wanted(List.of("a", "b")));
        Round parsed = Round.parse(round.arguments().toArray(String[]::new));
        assertEquals(round.arguments(), parsed.arguments());
    }
}
