package io.cairn.bench.suite.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rounds are compared with their counterparts, and more than 1 is better for all figures. */
class RatiosTest {

    private final List<Measurement> measured = new ArrayList<>();

    @Test
    void roundsAreComparedWithTheirCounterparts() {
        // The machine was half as fast in the second round; medians of each store would say 1.5.
        measure("rate", "own", 0, "operations/s", 200);
        measure("rate", "peer", 0, "operations/s", 100);
        measure("rate", "peer", 1, "operations/s", 50);
        measure("rate", "own", 1, "operations/s", 100);
        measure("rate", "own", 2, "operations/s", 300);
        measure("rate", "peer", 2, "operations/s", 100);

        assertEquals(
                Map.of(subject("rate"), new Summary(2, 2, 3, 3)),
                Ratios.of(results(), "own", "peer"));
    }

    @Test
    void lessTimeIsBetter() {
        measure("open", "own", 0, "ms", 5);
        measure("open", "peer", 0, "ms", 10);

        assertEquals(
                List.of(
                        "| scenario | workload | threads | own / peer | rounds |",
                        "|---|---|---|---|---|",
                        "| s | open | 1 | **2.00x** | 2.00 to 2.00 |"),
                Ratios.lines(results(), "own", "peer"));
    }

    @Test
    void whatOneOfThemLacksIsLeftOut() {
        measure("lent", "own", 0, "operations/s", 5);
        measured.add(Measurement.skipped(subject("lent"), "peer", 0, "lends no values"));
        measure("failed", "peer", 0, "operations/s", 5);
        measured.add(Measurement.skipped(subject("failed"), "own", 0, "FAILED"));
        measure("alone", "own", 0, "operations/s", 5);
        measure("alone", "third", 0, "operations/s", 5);
        measure(Measurement.SPACE, "own", 0, "heap B/entry", 5);
        measure(Measurement.SPACE, "peer", 0, "heap B/entry", 5);

        assertEquals(Map.of(), Ratios.of(results(), "own", "peer"));
    }

    private void measure(String workload, String store, int round, String metric, double value) {
        measured.add(new Measurement(subject(workload), store, round, Map.of(metric, value), ""));
    }

    private Results results() {
        return new Results(Map.of(), measured);
    }

    private static Measurement.Subject subject(String workload) {
        return new Measurement.Subject("s", workload, 1, 1, 1, "BUFFERED");
    }
}
