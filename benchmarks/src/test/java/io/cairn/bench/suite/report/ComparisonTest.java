package io.cairn.bench.suite.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What moved is told from what is noise. */
class ComparisonTest {

    private static final double NOISE = 1.5;

    private static boolean moved(List<Double> before, List<Double> after) {
        return Comparison.moved(Summary.of(before), Summary.of(after), NOISE);
    }

    @Test
    void roundsThatOverlapAreNoise() {
        assertFalse(moved(List.of(100.0, 110.0, 130.0), List.of(125.0, 150.0, 160.0)));
    }

    @Test
    void aChangeWithinTheSpreadIsNoise() {
        assertFalse(moved(List.of(90.0, 100.0, 115.0), List.of(116.0, 118.0, 120.0)));
    }

    @Test
    void aChangeOfLessThanFivePercentIsNoise() {
        assertFalse(moved(List.of(100.0, 100.1, 100.2), List.of(104.0, 104.1, 104.2)));
    }

    @Test
    void aChangeBeyondAllOfThatIsNone() {
        assertTrue(moved(List.of(100.0, 101.0, 102.0), List.of(110.0, 111.0, 112.0)));
        assertTrue(moved(List.of(110.0, 111.0, 112.0), List.of(100.0, 101.0, 102.0)));
    }

    @Test
    void oneRoundMustBeBeyondTheNoise() {
        assertFalse(moved(List.of(100.0), List.of(149.0)));
        assertTrue(moved(List.of(100.0), List.of(151.0)));
        assertFalse(moved(List.of(100.0), List.of(67.0)), "as far as 149");
        assertTrue(moved(List.of(100.0), List.of(66.0)));
        assertFalse(moved(List.of(100.0), List.of(140.0, 142.0)));
        assertFalse(moved(List.of(100.0), List.of(5.0, 95.0)), "the other's spread counts");
        assertFalse(moved(List.of(7.0), List.of(0.0)), "next to nothing");
    }

    @Test
    void thePeersShowTheNoiseOfOneRound() {
        List<Measurement> before = new ArrayList<>();
        List<Measurement> after = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // Of twenty, one moves by 9, the next one by 3, up or down.
            double moved = i == 0 ? 900 : i == 1 ? 300 : i == 2 ? 34 : 100;
            before.add(single("peer", i, 100));
            after.add(single("peer", i, moved));
            before.add(single("cairn-memory", i, 100));
            after.add(single("cairn-memory", i, i == 0 ? 290 : i < 6 ? 310 : 100));
            for (int round = 0; round < 2; round++) {
                before.add(round("still", i, round, 100));
                after.add(round("still", i, round, 100));
            }
        }

        List<Comparison.Move> moves =
                Comparison.moves(new Results(Map.of(), before), new Results(Map.of(), after));

        assertEquals(
                List.of("cairn-memory 3.1", "peer 9.0"),
                moves.stream()
                        .map(move -> move.store() + " " + move.ratio())
                        .distinct()
                        .sorted()
                        .toList());
        List<String> lines =
                Comparison.lines(new Results(Map.of(), before), new Results(Map.of(), after));
        assertTrue(lines.get(7).contains("factor of more than 3.00"), lines::toString);
    }

    @Test
    void withoutPeersAQuarterIsAsked() {
        Results before = new Results(Map.of(), List.of(single("cairn-memory", 0, 100)));
        Results less = new Results(Map.of(), List.of(single("cairn-memory", 0, 124)));
        Results more = new Results(Map.of(), List.of(single("cairn-memory", 0, 126)));
        assertEquals(List.of(), Comparison.moves(before, less));
        assertEquals(1, Comparison.moves(before, more).size());
        List<String> lines = Comparison.lines(before, more);
        assertTrue(lines.get(2).contains("factor of more than 1.25"), lines::toString);
    }

    private static Measurement single(String store, int workload, double rate) {
        return round(store, workload, 0, rate);
    }

    private static Measurement round(String store, int workload, int round, double rate) {
        Map<String, Double> metrics = Map.of("operations/s", rate);
        return new Measurement(subject("w" + workload), store, round, metrics, "");
    }

    @Test
    void movesAreNamedWithTheirDirection() {
        Results before = results(Map.of("operations/s", 100.0), Map.of("ms", 10.0));
        Results after = results(Map.of("operations/s", 200.0), Map.of("ms", 20.0));
        List<Comparison.Move> moves = Comparison.moves(before, after);
        assertEquals(2, moves.size());
        assertTrue(moves.getFirst().better());
        assertFalse(moves.getLast().better());
        List<String> lines = Comparison.lines(before, after);
        assertTrue(lines.get(0).startsWith("better  s-rate"), lines::toString);
        assertTrue(lines.get(0).endsWith("+100.0 %"), lines::toString);
        assertTrue(lines.get(1).startsWith("WORSE   s-time"), lines::toString);
        assertTrue(lines.get(2).startsWith("2 of 2 figures moved"), lines::toString);
        assertTrue(lines.get(3).contains("stand at 2.00"), lines::toString);
    }

    @Test
    void ofSpaceEveryFigureCounts() {
        Measurement.Subject space = subject(Measurement.SPACE);
        Map<String, Double> small = Map.of("heap B/entry", 100.0, "disk B/entry", 100.0);
        Map<String, Double> large = Map.of("heap B/entry", 100.0, "disk B/entry", 150.0);
        Results before =
                new Results(Map.of(), List.of(new Measurement(space, "peer", 0, small, "")));
        Results after =
                new Results(Map.of(), List.of(new Measurement(space, "peer", 0, large, "")));
        List<Comparison.Move> moves = Comparison.moves(before, after);
        assertEquals(List.of("disk B/entry"), moves.stream().map(Comparison.Move::metric).toList());
        assertFalse(moves.getFirst().better());
    }

    @Test
    void theSameRunDoesNotMove() {
        Results run = results(Map.of("operations/s", 100.0), Map.of("ms", 10.0));
        assertEquals(List.of(), Comparison.moves(run, run));
    }

    private static Results results(Map<String, Double> rate, Map<String, Double> time) {
        List<Measurement> all = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            all.add(new Measurement(subject("rate"), "peer", round, rate, ""));
            all.add(new Measurement(subject("time"), "peer", round, time, ""));
        }
        return new Results(Map.of(), all);
    }

    private static Measurement.Subject subject(String workload) {
        return new Measurement.Subject("s", workload, 10, 100, 1, "BUFFERED");
    }
}
