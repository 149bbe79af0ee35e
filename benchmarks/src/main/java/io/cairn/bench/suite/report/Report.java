package io.cairn.bench.suite.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes what people look at into a run's folder. Stateless. */
public final class Report {

    /** How the note begins of a store that gave wrong data or ended by itself. */
    public static final String FAILED = "FAILED: ";

    private Report() {}

    /**
     * Draws the charts and writes the page; what was there is replaced.
     *
     * @param folder the run's folder, with its results
     * @return the page
     * @throws IOException when something cannot be read or written
     */
    public static Path write(Path folder) throws IOException {
        Results results = Results.read(folder);
        Map<String, String> pictures = new Charts(results).draw();
        Path charts = Files.createDirectories(folder.resolve("charts"));
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            Files.writeString(charts.resolve(picture.getKey() + ".svg"), picture.getValue());
        }
        Files.write(folder.resolve("table.md"), Table.lines(results));
        return Files.writeString(folder.resolve("index.html"), Page.write(results, pictures));
    }
}
