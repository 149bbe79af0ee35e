package io.cairn.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.store.StoreKind;
import io.cairn.bench.suite.workload.Workload;
import io.cairn.bench.suite.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void aLargeRunShowsHowEveryWorkloadGrows() {
        Plan plan = Plan.of(Plan.Size.LARGE, 1_000_000);

        Stream.of(Workloads.READS, Workloads.YCSB)
                .flatMap(List::stream)
                .map(Workload::name)
                .forEach(name ->
                        assertEquals(
                                List.of(10_000, 100_000, 1_000_000, 10_000_000),
                                sizes(plan, name, List.of("random", "ycsb", "growth-")),
                                name));
        Workloads.TRANSACTIONS.forEach(workload ->
                assertEquals(
                        List.of(10_000, 100_000, 1_000_000, 10_000_000),
                        sizes(plan, workload.name(), List.of("growth-transactions-")),
                        workload.name()));
    }

    @Test
    void aFullRunHasTheSameCurvesToAMillion() {
        Plan plan = Plan.of(Plan.Size.FULL, 1_000_000);

        assertEquals(
                List.of(10_000, 100_000, 1_000_000),
                sizes(plan, "ycsb-a", List.of("ycsb", "growth-")));
        assertTrue(plan.scenarios().stream().noneMatch(scenario -> scenario.entries() > 1_000_000));
    }

    /** Every process takes a second before it measures anything. */
    @Test
    void aQuickRunStartsFewProcesses() {
        Plan quick = Plan.of(Plan.Size.QUICK, 30_000);
        Plan full = Plan.of(Plan.Size.FULL, 1_000_000);

        assertEquals(1, quick.size().rounds());
        assertEquals(2, full.size().rounds());
        assertEquals(List.of(300, 30_000), sizes(quick, "ycsb-a", List.of("ycsb", "growth-")));
        assertEquals(workloads(full), workloads(quick), "but it has every workload");
    }

    @Test
    void theOptionsOfARunStartAProcess() throws Exception {
        List<String> options = JavaProcess.options(Plan.Size.QUICK);
        String largePages = "-XX:+UseTransparentHugePages";
        boolean linux = System.getProperty("os.name").equals("Linux");
        assertEquals(linux, options.contains(largePages));
        assertEquals(linux, JavaProcess.options(Plan.Size.FULL).contains(largePages));
        assertFalse(JavaProcess.options(Plan.Size.BLINK).contains(largePages));

        List<String> command = new ArrayList<>(options);
        command.addFirst(System.getProperty("java.home") + "/bin/java");
        command.add("-version");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void aRoundIsTheSameInItsProcess() {
        Plan plan = Plan.of(Plan.Size.FULL, 1_000_000).measuring(3);
        Round round =
                new Round(
                        plan,
                        plan.scenario("ycsb"),
                        StoreKind.ROCKSJAVA,
                        2,
                        Path.of("somewhere"),
                        new Wanted(List.of("ycsb-a", "ycsb-b")));

        assertEquals(round, Round.parse(round.arguments().toArray(String[]::new)));
        assertEquals(3, round.plan().stopwatch().seconds());
    }

    private static Set<String> workloads(Plan plan) {
        return plan.scenarios().stream()
                .flatMap(scenario -> scenario.steps().stream())
                .map(step -> step.workload().name())
                .collect(Collectors.toSet());
    }

    private static List<Integer> sizes(Plan plan, String workload, List<String> scenarios) {
        return plan.scenarios().stream()
                .filter(scenario -> scenarios.stream().anyMatch(scenario.name()::startsWith))
                .filter(scenario ->
                        scenario.steps().stream()
                                .anyMatch(step -> step.workload().name().equals(workload)))
                .map(Scenario::entries)
                .sorted()
                .toList();
    }
}
