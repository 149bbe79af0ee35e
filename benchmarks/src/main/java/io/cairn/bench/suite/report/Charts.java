package io.cairn.bench.suite.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses what to draw: curves over the number of entries and of threads, bars for everything else.
 * Immutable.
 */
final class Charts {

    /** Scenarios of this name and a number of entries make curves of growth. */
    static final String GROWTH = "growth-";

    /** They have the most entries, and do the same as those. */
    private static final Set<String> ENDS_OF_CURVES = Set.of("random", "ycsb");

    private final Results results;
    private final List<String> stores = new ArrayList<>();

    Charts(Results results) {
        this.results = results;
        for (String name : results.machine().keySet()) {
            if (name.startsWith(Results.STORE)) {
                stores.add(name.substring(Results.STORE.length()));
            }
        }
    }

    /** Returns pictures by name, in the order in which things were measured. */
    Map<String, String> draw() {
        Map<Measurement.Subject, Map<String, Results.Cell>> cells = results.cells();
        Map<String, List<Measurement.Subject>> curves = new LinkedHashMap<>();
        List<Measurement.Subject> ends = new ArrayList<>();
        Map<String, String> pictures = new LinkedHashMap<>();
        for (Measurement.Subject subject : cells.keySet()) {
            if (ENDS_OF_CURVES.contains(subject.scenario())) {
                ends.add(subject);
            }
            if (subject.scenario().startsWith(GROWTH)) {
                curves.computeIfAbsent(GROWTH + subject.workload(), name -> new ArrayList<>())
                        .add(subject);
            } else if (isByThreads(subject, cells.keySet())) {
                curves.computeIfAbsent(
                                subject.scenario() + "-" + subject.workload(),
                                name -> new ArrayList<>())
                        .add(subject);
            } else {
                bars(subject, Objects.requireNonNull(cells.get(subject)), pictures);
            }
        }
        for (Measurement.Subject end : ends) {
            curves.computeIfPresent(
                    GROWTH + end.workload(),
                    (name, subjects) -> {
                        subjects.add(end);
                        return subjects;
                    });
        }
        curves.forEach((name, subjects) -> curves(name, subjects, cells, pictures));
        return pictures;
    }

    private static boolean isByThreads(
            Measurement.Subject subject, Iterable<Measurement.Subject> all) {
        for (Measurement.Subject other : all) {
            if (other.scenario().equals(subject.scenario())
                    && other.workload().equals(subject.workload())
                    && other.threads() != subject.threads()) {
                return true;
            }
        }
        return false;
    }

    private void bars(
            Measurement.Subject subject,
            Map<String, Results.Cell> row,
            Map<String, String> pictures) {
        Map<String, List<BarChart.Bar>> byMetric = new LinkedHashMap<>();
        boolean space = subject.workload().equals(Measurement.SPACE);
        row.forEach((store, cell) -> {
            for (String metric : cell.counting(subject)) {
                Summary value = Objects.requireNonNull(cell.metrics().get(metric));
                byMetric.computeIfAbsent(metric, name -> new ArrayList<>())
                        .add(new BarChart.Bar(store, colour(store), value));
            }
        });
        byMetric.forEach((metric, bars) -> {
            String name = subject.name() + (space ? "-" + metric.replaceAll("[^a-z]+", "-") : "");
            pictures.put(name, BarChart.draw(title(subject), metric, bars));
        });
    }

    private static String title(Measurement.Subject subject) {
        return subject.workload()
                + ", "
                + Figures.brief(subject.entries())
                + " entries of "
                + subject.valueBytes()
                + " B ("
                + subject.scenario()
                + ", "
                + subject.durability()
                + ")";
    }

    private void curves(
            String name,
            List<Measurement.Subject> subjects,
            Map<Measurement.Subject, Map<String, Results.Cell>> cells,
            Map<String, String> pictures) {
        boolean growth = name.startsWith(GROWTH);
        Map<String, SortedMap<Integer, Summary>> points = new LinkedHashMap<>();
        String unit = "";
        for (Measurement.Subject subject : subjects) {
            int place = growth ? subject.entries() : subject.threads();
            for (var cell : Objects.requireNonNull(cells.get(subject)).entrySet()) {
                for (var metric : cell.getValue().metrics().entrySet()) {
                    if (metric.getValue().min() > 0) {
                        unit = metric.getKey();
                        points.computeIfAbsent(cell.getKey(), store -> new TreeMap<>())
                                .put(place, metric.getValue());
                    }
                    break;
                }
            }
        }
        List<CurveChart.Curve> curves = new ArrayList<>();
        points.forEach(
                (store, values) -> curves.add(new CurveChart.Curve(store, colour(store), values)));
        if (!curves.isEmpty()) {
            String title =
                    growth
                            ? subjects.getFirst().workload() + " as the number of entries grows"
                            : subjects.getFirst().workload()
                                    + " as the number of threads grows ("
                                    + subjects.getFirst().durability()
                                    + ")";
            pictures.put(
                    name, CurveChart.draw(title, growth ? "entries" : "threads", unit, curves));
        }
    }

    private int colour(String store) {
        int at = stores.indexOf(store);
        return Math.floorMod(at < 0 ? store.hashCode() : at, Svg.COLOURS);
    }
}
