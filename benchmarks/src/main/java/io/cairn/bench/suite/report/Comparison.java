package io.cairn.bench.suite.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Says what moved between two runs. A figure moved when its rounds in one run all lie on one side
 * of its rounds in the other, and the medians differ by more than 5 % and by more than the wider of
 * the two spreads. With a single round on either side there is no spread to judge by; the peers, in
 * which nothing changed, show the noise, and it takes a change that at most one in twenty of their
 * figures went through. Stateless.
 */
public final class Comparison {

    private static final double LEAST = 0.05;
    private static final double LEAST_FACTOR_OF_ONE_ROUND = 1.25;
    private static final double SHARE_OF_NOISE = 0.95;
    private static final int FIGURES_LEAST = 20;

    /**
     * A figure that moved.
     *
     * @param subject what was measured
     * @param store on which store
     * @param metric the figure's name and unit
     * @param before its rounds in the old run
     * @param after its rounds in the new run
     */
    public record Move(
            Measurement.Subject subject,
            String store,
            String metric,
            Summary before,
            Summary after) {

        /**
         * Tells whether the change is a good one.
         *
         * @return true when there is more of what is counted by second, or less of anything else
         */
        public boolean better() {
            return after.median() > before.median() == Figures.isRate(metric);
        }

        /**
         * Returns the new median in relation to the old one.
         *
         * @return 1 when nothing changed
         */
        public double ratio() {
            return after.median() / before.median();
        }

        private boolean ofPeer() {
            return !store.startsWith("cairn-");
        }

        private boolean ofOneRound() {
            return before.rounds() == 1 || after.rounds() == 1;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s  %-44s %-22s %-18s %14s -> %14s  %+.1f %%",
                    better() ? "better" : "WORSE ",
                    subject.name(),
                    store,
                    metric,
                    Figures.text(before.median()),
                    Figures.text(after.median()),
                    (ratio() - 1) * 100);
        }
    }

    private Comparison() {}

    /**
     * Compares the figures that count, of what both runs have.
     *
     * @param before the old run
     * @param after the new run
     * @return what moved, the greatest change first
     */
    public static List<Move> moves(Results before, Results after) {
        List<Move> pairs = pairs(before, after);
        double noise = noiseOfOneRound(pairs);
        List<Move> moves = new ArrayList<>();
        for (Move pair : pairs) {
            if (moved(pair.before, pair.after, noise)) {
                moves.add(pair);
            }
        }
        moves.sort(Comparator.comparingDouble(move -> -Math.abs(Math.log(move.ratio()))));
        return moves;
    }

    /** Returns the figures that count, of everything that both runs have. */
    static List<Move> pairs(Results before, Results after) {
        Map<Measurement.Subject, Map<String, Results.Cell>> old = before.cells();
        List<Move> pairs = new ArrayList<>();
        after.cells()
                .forEach((subject, stores) ->
                        stores.forEach((store, cell) -> {
                            Results.Cell other = old.getOrDefault(subject, Map.of()).get(store);
                            for (String metric : cell.counting(subject)) {
                                Summary was = other == null ? null : other.metrics().get(metric);
                                if (was != null && was.median() != 0) {
                                    Summary is = Objects.requireNonNull(cell.metrics().get(metric));
                                    pairs.add(new Move(subject, store, metric, was, is));
                                }
                            }
                        }));
        return pairs;
    }

    /**
     * Tells how far figures of a single round move by themselves.
     *
     * @return the factor that 95 of 100 such figures of the peers stay below; 1.25 where those are
     *     fewer than 20
     */
    static double noiseOfOneRound(List<Move> pairs) {
        double[] factors =
                pairs.stream()
                        .filter(pair -> pair.ofPeer() && pair.ofOneRound())
                        .mapToDouble(pair -> factor(pair.ratio()))
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        if (factors.length < FIGURES_LEAST) {
            return LEAST_FACTOR_OF_ONE_ROUND;
        }
        int at = (int) Math.ceil(SHARE_OF_NOISE * factors.length) - 1;
        return Math.max(LEAST_FACTOR_OF_ONE_ROUND, factors[at]);
    }

    /** Half as much is as far away as twice as much. */
    private static double factor(double ratio) {
        return Math.max(ratio, 1 / ratio);
    }

    /**
     * Judges whether a figure moved.
     *
     * @param before its rounds in the old run
     * @param after its rounds in the new run
     * @param noise the factor by which figures of a single round move by themselves
     * @return false when the difference may be noise
     */
    static boolean moved(Summary before, Summary after, double noise) {
        double ratio = after.median() / before.median();
        boolean apart = after.min() > before.max() || after.max() < before.min();
        boolean beyondSpread = Math.abs(ratio - 1) > Math.max(before.spread(), after.spread());
        if (before.rounds() == 1 || after.rounds() == 1) {
            // What was next to nothing may be nothing another time.
            return apart && beyondSpread && after.median() != 0 && factor(ratio) > noise;
        }
        return apart && beyondSpread && Math.abs(ratio - 1) > LEAST;
    }

    /**
     * Writes the comparison.
     *
     * @param before the old run
     * @param after the new run
     * @return lines for a terminal
     */
    public static List<String> lines(Results before, Results after) {
        List<Move> pairs = pairs(before, after);
        List<Move> moves = moves(before, after);
        List<String> lines = new ArrayList<>();
        moves.forEach(move -> lines.add(move.toString()));
        lines.add(
                moves.size()
                        + " of "
                        + pairs.size()
                        + " figures moved: no round of one run reaches into the rounds of the"
                        + " other, and the medians differ by more than 5 % and more than either"
                        + " spread");
        if (pairs.stream().anyMatch(Move::ofOneRound)) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "of one round, where there is no spread, they differ by a factor of"
                                    + " more than %.2f, the noise that the peers show, or 1.25"
                                    + " where those have under 20 figures; more rounds (--rounds)"
                                    + " tell smaller changes",
                            noiseOfOneRound(pairs)));
        }
        List<Double> peers = pairs.stream().filter(Move::ofPeer).map(Move::ratio).toList();
        if (!peers.isEmpty()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "the peers, in which nothing changed, stand at %.2f of what they were"
                                    + " (median of %d): that much is the machine",
                            Summary.of(peers).median(),
                            peers.size()));
        }
        return lines;
    }
}
