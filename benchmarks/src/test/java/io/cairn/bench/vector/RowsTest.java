package io.cairn.bench.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.hnsw.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of row runs to its end on little data and prints what it found. */
class RowsTest {

    private static final long BATCH_MILLIS = 20;

    @TempDir static Path directory;

    private static List<Library> libraries = List.of();

    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @BeforeAll
    static void prepare() throws Exception {
        libraries = Programs.libraries(directory);
        Path shell = directory.resolve("cairn");
        Files.writeString(
                shell,
                """
                #!/bin/sh
                exec '%s/bin/java' --add-modules=jdk.incubator.vector -cp '%s' %s "$@"
                """
                        .formatted(
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                BulkMain.class.getName()));
        assertTrue(shell.toFile().setExecutable(true));
        System.setProperty("bench.cairn", shell.toString());
    }

    @AfterAll
    static void forget() {
        System.clearProperty("bench.cairn");
        System.clearProperty("bench.peers");
    }

    private boolean run(Row... rows) throws Exception {
        try (PrintStream out = new PrintStream(table, true, StandardCharsets.UTF_8);
                PrintStream err = new PrintStream(progress, true, StandardCharsets.UTF_8);
                Workshop workshop = new Workshop(directory.resolve("data"), 1, err)) {
            return HnswComparison.run(List.of(rows), workshop, out, err);
        } finally {
            try (Stream<Path> left = Files.list(directory.resolve("data"))) {
                assertTrue(
                        left.allMatch(file -> file.toString().endsWith("32")),
                        "a run leaves nothing but the data sets");
            }
        }
    }

    private List<String> printed() {
        return table.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void buildsAndQueriesAreCompared() throws Exception {
        run(
                new ShellBuildRow(Tiny.CLUSTERED, Library.JELMERK, 0.001),
                new BuildRow(Tiny.UNIT, Library.JELMERK, 0.001),
                new QueryRow(
                        Tiny.CLUSTERED, Library.CAIRN_CODES, Library.LUCENE, 0.001, BATCH_MILLIS));
        List<String> lines = printed();
        assertTrue(
                lines.get(2).startsWith("| build tiny from the shell, start-up counts | jelmerk |"),
                lines::toString);
        assertTrue(lines.get(3).startsWith("| build tiny of length 1, warm JVM |"));
        assertTrue(
                lines.get(4).startsWith("| queries of tiny with codes, recall >= 0.95 | Lucene |"));
        assertTrue(
                lines.get(5).startsWith("| queries of tiny with codes, recall >= 0.99 | Lucene |"));
        for (String line : lines.subList(2, 6)) {
            // The peer builds another graph each time, at times one that finds a little more.
            assertTrue(
                    line.contains("| yes |") || line.contains("| no: recall is lower"),
                    lines::toString);
        }
        assertEquals(
                List.of("tiny | Cairn", "tiny | jelmerk"),
                lines.subList(9, 11).stream()
                        .map(line ->
                                String.join(" | ", List.of(line.split(" \\| ", -1)).subList(0, 2)))
                        .map(line -> line.substring(2))
                        .toList());
    }

    @Test
    void limitsAreMeasured() throws Exception {
        boolean reached =
                run(
                        new SizeRow(Tiny.CLUSTERED, Encoding.F32, 9),
                        new SizeRow(Tiny.CLUSTERED, Encoding.BF16, 9),
                        new OpenRow(Tiny.CLUSTERED, 60_000),
                        new MemoryRow(Tiny.CLUSTERED, 1_000_000),
                        new ShellQueryRow(Tiny.CLUSTERED, 60_000));
        assertTrue(reached, () -> printed().toString());
        assertEquals(2 + 5, printed().size());
        assertTrue(megabytes(printed().get(2)) > megabytes(printed().get(3)), "bf16 is smaller");
        assertTrue(megabytes(printed().get(5)) > 10, "a JVM takes some memory");
        assertFalse(run(new OpenRow(Tiny.CLUSTERED, 1e-9)));
    }

    private static double megabytes(String row) {
        return Double.parseDouble(row.split(" \\| ", -1)[5].replace(",", ""));
    }

    @Test
    void theShellIsComparedWithProgramsThatAreHere() throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(new ShellBuildRow(Tiny.CLUSTERED, Library.LUCENE, 1e-9));
        if (libraries.contains(Library.HNSWLIB)) {
            rows.add(new ExportRow(Tiny.CLUSTERED));
            rows.add(new ExportRow(Tiny.UNIT));
        }
        boolean reached = run(rows.toArray(Row[]::new));
        String all = printed() + progress.toString(StandardCharsets.UTF_8);
        assertTrue(reached, all);
        assertTrue(all.contains("| build tiny from the shell, start-up counts | Lucene |"), all);
    }

    @Test
    void aRowWithoutItsPeerIsNotReachedAndSaysSo() throws Exception {
        System.setProperty("bench.peers", directory.resolve("nowhere").toString());
        boolean reached = run(new BuildRow(Tiny.CLUSTERED, Library.HNSWLIB, 0));
        System.setProperty("bench.peers", directory.toString());
        assertFalse(reached);
        assertEquals(2, printed().size());
        assertTrue(progress.toString(StandardCharsets.UTF_8).contains("not run"));
    }
}
