package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.store.StoreKind;
import io.cairn.bench.suite.workload.Workload;
import io.cairn.bench.suite.workload.Workloads;
import java.nio.file.Path;
import java.util.List;
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
