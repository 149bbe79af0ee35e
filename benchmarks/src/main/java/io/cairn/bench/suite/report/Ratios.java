package io.cairn.bench.suite.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares two stores of one run, round by round: what was slow or fast about the machine in a
 * round was so for both. Stateless.
 */
public final class Ratios {

    private record Figure(Measurement.Subject subject, int round) {}

    private Ratios() {}

    /**
     * Divides the figures of two stores; above 1 the first one is the better one. Space is left
     * out, as most of it is nothing on one side.
     *
     * @param results a run
     * @param store the word of the first one
     * @param peer the word of the other one
     * @return by subject, in the order in which they first ran, the ratios of the rounds that both
     *     have
     */
    public static Map<Measurement.Subject, Summary> of(Results results, String store, String peer) {
        Map<Figure, Measurement> peers = new LinkedHashMap<>();
        for (Measurement measurement : results.measurements()) {
            if (measurement.store().equals(peer)) {
                peers.put(figure(measurement), measurement);
            }
        }
        Map<Measurement.Subject, List<Double>> ratios = new LinkedHashMap<>();
        for (Measurement measurement : results.measurements()) {
            Measurement other = peers.get(figure(measurement));
            if (other == null || !measurement.store().equals(store)) {
                continue;
            }
            boolean both = !measurement.metrics().isEmpty() && !other.metrics().isEmpty();
            if (both && !measurement.subject().workload().equals(Measurement.SPACE)) {
                ratios.computeIfAbsent(measurement.subject(), subject -> new ArrayList<>())
                        .add(ratio(measurement.metrics(), other.metrics()));
            }
        }
        Map<Measurement.Subject, Summary> summaries = new LinkedHashMap<>();
        ratios.forEach((subject, rounds) -> summaries.put(subject, Summary.of(rounds)));
        return summaries;
    }

    /**
     * Writes them as a table in Markdown.
     *
     * @param results a run
     * @param store the word of the first store
     * @param peer the word of the other one
     * @return its lines
     */
    public static List<String> lines(Results results, String store, String peer) {
        List<String> lines = new ArrayList<>();
        lines.add("| scenario | workload | threads | " + store + " / " + peer + " | rounds |");
        lines.add("|---|---|---|---|---|");
        of(results, store, peer)
                .forEach((subject, ratio) ->
                        lines.add(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %s | %d | **%.2fx** | %.2f to %.2f |",
                                        subject.scenario(),
                                        subject.workload(),
                                        subject.threads(),
                                        ratio.median(),
                                        ratio.min(),
                                        ratio.max())));
        return lines;
    }

    private static Figure figure(Measurement measurement) {
        return new Figure(measurement.subject(), measurement.round());
    }

    /** The first figure is the one that counts. */
    private static double ratio(Map<String, Double> own, Map<String, Double> others) {
        Map.Entry<String, Double> figure = own.entrySet().iterator().next();
        double other = others.getOrDefault(figure.getKey(), Double.NaN);
        return Figures.isRate(figure.getKey())
                ? figure.getValue() / other
                : other / figure.getValue();
    }
}
