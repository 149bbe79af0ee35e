package io.cairn.bench.suite.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the medians of the figures that count as a table in Markdown. Stateless. */
public final class Table {

    private Table() {}

    /**
     * Writes the table: a row for each figure, a column for each store.
     *
     * @param results a run
     * @return its lines
     */
    public static List<String> lines(Results results) {
        Map<Measurement.Subject, Map<String, Results.Cell>> cells = results.cells();
        Set<String> stores = new LinkedHashSet<>();
        results.machine().keySet().stream()
                .filter(name -> name.startsWith(Results.STORE))
                .forEach(name -> stores.add(name.substring(Results.STORE.length())));
        cells.values().forEach(row -> stores.addAll(row.keySet()));
        List<String> lines = new ArrayList<>();
        lines.add("| what | unit | " + String.join(" | ", stores) + " |");
        lines.add("|---|---|" + "---|".repeat(stores.size()));
        cells.forEach((subject, row) -> {
            Set<String> metrics = new LinkedHashSet<>();
            row.values().forEach(cell -> metrics.addAll(cell.counting(subject)));
            for (String metric : metrics) {
                lines.add(line(subject, metric, row, stores));
            }
        });
        return lines;
    }

    private static String line(
            Measurement.Subject subject,
            String metric,
            Map<String, Results.Cell> row,
            Collection<String> stores) {
        StringBuilder line = new StringBuilder("| " + subject.name() + " | " + metric + " |");
        for (String store : stores) {
            Results.Cell cell = row.get(store);
            Summary value = cell == null ? null : cell.metrics().get(metric);
            line.append(' ').append(value == null ? "-" : Figures.text(value.median()));
            line.append(" |");
        }
        return line.toString();
    }
}
