package io.cairn.bench.suite.report;

import java.util.Locale;
import java.util.Map;

/** Writes a run as one HTML page that is well-formed XML and needs nothing else. Stateless. */
final class Page {

    private static final String STYLE =
            "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0"
                    + " 1rem;background:#fff;color:#1c1917}table{border-collapse:collapse;width:100%}"
                    + "td,th{border-bottom:1px solid #d6d3d1;padding:.2rem .5rem;text-align:left;"
                    + "vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}"
                    + "svg{max-width:100%;height:auto}figure{margin:1.5rem 0}.failed{color:#b91c1c}"
                    + "@media(prefers-color-scheme:dark){body{background:#1c1917;color:#e7e5e4}"
                    + "td,th{border-color:#44403c}.failed{color:#fca5a5}}";

    private static final String METHOD =
            "Every figure is the median of the rounds; the line through a bar, and the numbers in"
                    + " brackets, go from the least to the greatest round. The stores take turns, A B"
                    + " C A B C, each round in a fresh process with a fixed heap, warmed up before it"
                    + " is measured. Memory of a server's process counts as native, all of it. Latencies are those of single operations; the clock is read once"
                    + " for each. Everything that a store gives back is read to its last byte and"
                    + " checked.";

    private Page() {}

    static String write(Results results, Map<String, String> pictures) {
        StringBuilder out = new StringBuilder();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\"/>\n")
                .append("<title>Cairn and its peers</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Cairn and its peers</h1>\n<p>")
                .append(Svg.escape(METHOD))
                .append("</p>\n");
        failures(out, results);
        out.append("<h2>Charts</h2>\n");
        pictures.forEach((name, svg) ->
                out.append("<figure id=\"")
                        .append(Svg.escape(name))
                        .append("\">\n")
                        .append(svg)
                        .append("</figure>\n"));
        out.append("<h2>Machine</h2>\n<table>\n");
        results.machine()
                .forEach((name, value) ->
                        out.append("<tr><th>")
                                .append(Svg.escape(name))
                                .append("</th><td>")
                                .append(Svg.escape(value))
                                .append("</td></tr>\n"));
        out.append("</table>\n<h2>Figures</h2>\n");
        results.cells().forEach((subject, row) -> table(out, subject, row));
        return out.append("</body>\n</html>\n").toString();
    }

    private static void failures(StringBuilder out, Results results) {
        for (Measurement measurement : results.measurements()) {
            if (measurement.note().startsWith(Report.FAILED)) {
                out.append("<p class=\"failed\">")
                        .append(Svg.escape(measurement.store()))
                        .append(", ")
                        .append(Svg.escape(measurement.subject().name()))
                        .append(": ")
                        .append(Svg.escape(measurement.note()))
                        .append("</p>\n");
            }
        }
    }

    private static void table(
            StringBuilder out, Measurement.Subject subject, Map<String, Results.Cell> row) {
        out.append("<h3>")
                .append(Svg.escape(subject.name()))
                .append("</h3>\n<p>")
                .append(String.format(Locale.ROOT, "%,d", subject.entries()))
                .append(" entries of ")
                .append(subject.valueBytes())
                .append(" B, threads: ")
                .append(subject.threads())
                .append(", ")
                .append(Svg.escape(subject.durability()))
                .append("</p>\n<table>\n");
        row.forEach((store, cell) -> {
            out.append("<tr><th>").append(Svg.escape(store)).append("</th>");
            if (cell.metrics().isEmpty()) {
                out.append("<td colspan=\"20\">").append(Svg.escape(cell.note())).append("</td>");
            }
            cell.metrics().forEach((name, value) -> cell(out, name, value));
            out.append("</tr>\n");
        });
        out.append("</table>\n");
    }

    private static void cell(StringBuilder out, String name, Summary value) {
        out.append("<td class=\"n\">").append(Figures.text(value.median()));
        if (value.rounds() > 1) {
            out.append(" (")
                    .append(Figures.text(value.min()))
                    .append("..")
                    .append(Figures.text(value.max()))
                    .append(')');
        }
        out.append(' ').append(Svg.escape(name)).append("</td>");
    }
}
