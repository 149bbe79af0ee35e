package io.cairn.bench.suite.report;

import io.cairn.config.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole run: the machine and what was measured on it. Immutable.
 *
 * @param machine what is known about it, by name
 * @param measurements every round of everything, in the order in which they ran
 */
public record Results(Map<String, String> machine, List<Measurement> measurements) {

    /** The name of the file of a run's folder that {@link #read} reads. */
    public static final String FILE = "results.jsonl";

    /** How the names begin under which the machine's description has the stores. */
    public static final String STORE = "store ";

    /**
     * The rounds of one subject on one store.
     *
     * @param metrics each figure's rounds, by name and unit; the one that counts first
     * @param note why there are none; else empty
     */
    public record Cell(Map<String, Summary> metrics, String note) {

        /**
         * Returns which figures count: the first one, of the space that data take all.
         *
         * @param subject what was measured
         * @return their names and units; empty when there are none
         */
        public List<String> counting(Measurement.Subject subject) {
            boolean all = subject.workload().equals(Measurement.SPACE);
            return metrics.keySet().stream().limit(all ? Long.MAX_VALUE : 1).toList();
        }
    }

    /**
     * Reads a run.
     *
     * @param folder its folder, or the file itself
     * @return the run
     * @throws IOException when it cannot be read
     */
    public static Results read(Path folder) throws IOException {
        Path file = Files.isDirectory(folder) ? folder.resolve(FILE) : folder;
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        Map<String, String> machine = new LinkedHashMap<>();
        StrictJson.parse(lines.getFirst())
                .forEach((name, value) -> machine.put(name, value.toString()));
        List<Measurement> measurements =
                lines.stream()
                        .skip(1)
                        .filter(line -> !line.isBlank())
                        .map(Measurement::parse)
                        .toList();
        return new Results(machine, measurements);
    }

    /**
     * Puts the rounds together.
     *
     * @return by subject, then by store, each in the order in which they first gave figures; what
     *     gave none, which is told before anything runs, comes last
     */
    public Map<Measurement.Subject, Map<String, Cell>> cells() {
        Map<Measurement.Subject, Map<String, List<Measurement>>> grouped = new LinkedHashMap<>();
        List<Measurement> figuresFirst = new ArrayList<>(measurements);
        figuresFirst.sort(Comparator.comparing(each -> each.metrics().isEmpty()));
        for (Measurement measurement : figuresFirst) {
            grouped.computeIfAbsent(measurement.subject(), subject -> new LinkedHashMap<>())
                    .computeIfAbsent(measurement.store(), store -> new ArrayList<>())
                    .add(measurement);
        }
        Map<Measurement.Subject, Map<String, Cell>> cells = new LinkedHashMap<>();
        grouped.forEach((subject, stores) -> {
            Map<String, Cell> row = new LinkedHashMap<>();
            stores.forEach((store, rounds) -> row.put(store, cell(rounds)));
            cells.put(subject, row);
        });
        return cells;
    }

    /** A store that failed once has no figures at all. */
    private static Cell cell(List<Measurement> rounds) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (Measurement round : rounds) {
            if (round.metrics().isEmpty()) {
                return new Cell(Map.of(), round.note());
            }
            round.metrics()
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        }
        Map<String, Summary> metrics = new LinkedHashMap<>();
        values.forEach((name, figures) -> metrics.put(name, Summary.of(figures)));
        return new Cell(metrics, "");
    }
}
