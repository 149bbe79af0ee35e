package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.report.Report;
import io.cairn.bench.suite.store.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundChildTest {

    private static final Plan PLAN = Plan.of(Plan.Size.BLINK, Plan.Size.BLINK.entries());
    private static final long LIMIT_SECONDS = 60;

    @TempDir Path folder;

    private final List<Measurement> measured = new ArrayList<>();

    @Test
    void aProcessWorksOnlyWhileItHasTheTurn() throws Exception {
        Round round = round();
        ProcessBuilder builder =
                JavaProcess.builder(PLAN.size(), RoundProcess.class, round.arguments());
        RoundChild child = RoundChild.start(round, builder, true, LIMIT_SECONDS);

        int turns = 1;
        while (child.work(measured::add)) {
            turns++;
        }

        assertTrue(child.end(measured::add));
        // The start, the fill, reading it all, warming up, gets, the end; a slow fill takes more.
        assertTrue(turns >= 6, turns + " turns");
        assertEquals(List.of("get-miss"), workloads());
        assertTrue(child.measured());
        assertTrue(child.workedSeconds() > 0);
    }

    @Test
    void aProcessThatEndsWhileItWaitsIsAFailure() throws Exception {
        Round round = round();
        // Without its words it ends at once.
        ProcessBuilder builder = JavaProcess.builder(PLAN.size(), RoundProcess.class, List.of());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        RoundChild child = RoundChild.start(round, builder, true, LIMIT_SECONDS);

        assertFalse(child.work(measured::add));
        assertFalse(child.work(measured::add), "there is nobody any more to give a turn to");
        assertFalse(child.end(measured::add));

        assertEquals(1, measured.size(), measured::toString);
        Measurement failure = measured.getFirst();
        assertTrue(failure.note().startsWith(Report.FAILED), failure::note);
        assertEquals("skiplist", failure.store());
        assertFalse(child.measured());
    }

    private List<String> workloads() {
        return measured.stream().map(measurement -> measurement.subject().workload()).toList();
    }

    private Round round() {
        return new Round(
                PLAN,
                PLAN.scenario("random"),
                StoreKind.SKIPLIST,
                0,
                folder,
                new Wanted(List.of("get-miss")));
    }
}
