package io.cairn.bench.suite.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Pages and charts are well-formed, complete, and need nothing from outside. */
class ReportTest {

    private static final String ODD = "<odd & \"quoted\">";

    @TempDir Path folder;

    @Test
    void linesSurviveTheirTextForm() {
        for (Measurement measurement : measurements()) {
            assertEquals(measurement, Measurement.parse(measurement.toJson()));
        }
    }

    @Test
    void thePageAndEveryChartAreWellFormed() throws Exception {
        write(measurements());
        Document page = parse(Report.write(folder));
        assertEquals(6, page.getElementsByTagName("svg").getLength());
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains(ODD), "the note of what was left out");
        assertTrue(text.contains(Report.FAILED + "it lied"), "the failure");
        assertTrue(text.contains("1,230"), "a figure");
        try (Stream<Path> charts = Files.list(folder.resolve("charts"))) {
            List<Path> all = charts.sorted().toList();
            assertEquals(
                    List.of(
                            "growth-get-hit.svg",
                            "random-get-hit.svg",
                            "random-space-disk-entry.svg",
                            "random-space-heap-entry.svg",
                            "t-transactions.svg",
                            "ycsb-ycsb-a.svg"),
                    all.stream().map(path -> path.getFileName().toString()).toList());
            for (Path chart : all) {
                Document svg = parse(chart);
                assertEquals("svg", svg.getDocumentElement().getTagName());
                assertEquals(1, svg.getElementsByTagName("title").getLength());
                assertTrue(svg.getElementsByTagName("text").getLength() > 3);
            }
        }
    }

    @Test
    void theTableHasARowForEachFigure() throws Exception {
        write(measurements());
        assertEquals(
                List.of(
                        "| what | unit | one | two |",
                        "|---|---|---|---|",
                        "| growth-10-get-hit | operations/s | 12,300 | 1,230 |",
                        "| random-get-hit | operations/s | 123,000 | 1,230 |",
                        "| t-transactions | operations/s | 1,230 | - |",
                        "| t-transactions-8-threads | operations/s | 9,850 | - |",
                        "| random-space | heap B/entry | 0 | - |",
                        "| random-space | disk B/entry | 131 | - |",
                        "| ycsb-ycsb-a | operations/s | 1,230 | - |"),
                Table.lines(Results.read(folder)));
    }

    @Test
    void nothingIsLoadedFromOutside() throws Exception {
        write(measurements());
        String page =
                Files.readString(Report.write(folder)).replace("http://www.w3.org/2000/svg", "");
        for (String outside : List.of("http", "src=", "href=", "url(", "@import", "<script")) {
            assertFalse(page.contains(outside), outside);
        }
        assertTrue(page.contains("prefers-color-scheme:dark"));
    }

    @Test
    void axesHaveRoundMarks() {
        assertEquals(20, BarChart.step(150), 1e-9);
        assertEquals(50, BarChart.step(420), 1e-9);
        assertEquals(0.1, BarChart.step(0.99), 1e-9);
        assertEquals(1, BarChart.step(0), 1e-9);
        assertEquals("1,230,000", Figures.text(1_234_567));
        assertEquals("12.3", Figures.text(12.345));
        assertEquals("0.0123", Figures.text(0.01234));
        assertEquals("1.5M", Figures.brief(1_500_000));
        assertEquals("10k", Figures.brief(10_000));
    }

    private void write(List<Measurement> measurements) throws Exception {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processor", ODD);
        machine.put("store one", "the first");
        machine.put("store two", "the second");
        List<String> lines = new ArrayList<>();
        lines.add(Json.line(machine));
        measurements.forEach(measurement -> lines.add(measurement.toJson()));
        Files.write(folder.resolve(Results.FILE), lines);
    }

    private static List<Measurement> measurements() {
        List<Measurement> all = new ArrayList<>();
        all.add(Measurement.skipped(subject("ycsb", "ycsb-a", 100, 1), "two", 0, ODD));
        for (int round = 0; round < 3; round++) {
            double rate = 1_230 + round;
            for (int entries : new int[] {10, 100}) {
                String scenario = entries == 100 ? "random" : "growth-10";
                all.add(rate(scenario, "get-hit", entries, 1, "one", round, rate * entries));
                all.add(rate(scenario, "get-hit", entries, 1, "two", round, rate));
            }
            for (int threads : new int[] {1, 8}) {
                all.add(rate("t", "transactions", 100, threads, "one", round, rate * threads));
            }
            Map<String, Double> space = new LinkedHashMap<>();
            space.put("heap B/entry", 0.0);
            space.put("disk B/entry", 130.5);
            all.add(new Measurement(subject("random", "space", 100, 1), "one", round, space, ""));
            all.add(rate("ycsb", "ycsb-a", 100, 1, "one", round, rate));
        }
        all.add(
                Measurement.skipped(
                        subject("t", "transactions", 100, 8), "two", 0, Report.FAILED + "it lied"));
        return all;
    }

    private static Measurement.Subject subject(
            String scenario, String workload, int entries, int threads) {
        return new Measurement.Subject(scenario, workload, entries, 100, threads, "BUFFERED");
    }

    private static Measurement rate(
            String scenario,
            String workload,
            int entries,
            int threads,
            String store,
            int round,
            double rate) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("operations/s", rate);
        metrics.put("p50 us", 0.5);
        return new Measurement(
                subject(scenario, workload, entries, threads), store, round, metrics, "");
    }

    private static Document parse(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))));
    }
}
