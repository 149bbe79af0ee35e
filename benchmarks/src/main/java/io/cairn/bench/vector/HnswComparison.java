package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares vector indexes with those of other libraries and prints the table of targets in
 * Markdown, and a table of recalls. Arguments choose rows by a part of their names; none means all.
 */
public final class HnswComparison {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final long BATCH_MILLIS = 500;

    private HnswComparison() {}

    private static List<Row> rows() {
        VectorData small = VectorData.CLUSTERED_128;
        VectorData middle = VectorData.CLUSTERED_768;
        VectorData large = VectorData.CLUSTERED_768_LARGE;
        List<Row> rows = new ArrayList<>();
        rows.add(new ShellBuildRow(large, Library.HNSWLIB, 2.5));
        rows.add(new ShellBuildRow(small, Library.HNSWLIB, 1.3));
        rows.add(new BuildRow(small, Library.HNSWLIB, 2.2));
        rows.add(new ShellBuildRow(middle, Library.HNSWLIB, 1));
        rows.add(new ShellBuildRow(VectorData.ISOTROPIC, Library.HNSWLIB, 1));
        for (VectorData data : List.of(small, middle, large)) {
            rows.add(new ShellBuildRow(data, Library.FAISS, 2));
            rows.add(new ShellBuildRow(data, Library.LUCENE, 4));
            rows.add(new ShellBuildRow(data, Library.JVECTOR, 8));
        }
        // A second's work, where a start is half of it: what is left is seen without one.
        rows.add(new BuildRow(middle, Library.FAISS, 2));
        rows.add(new BuildRow(middle, Library.LUCENE, 4));
        rows.add(new BuildRow(middle, Library.JVECTOR, 8));
        for (VectorData data : List.of(small, middle, large)) {
            for (Library cairn : List.of(Library.CAIRN, Library.CAIRN_CODES)) {
                rows.add(new QueryRow(data, cairn, Library.HNSWLIB, 1.1, BATCH_MILLIS));
                rows.add(new QueryRow(data, cairn, Library.FAISS, 1.1, BATCH_MILLIS));
            }
            rows.add(new QueryRow(data, Library.CAIRN, Library.LUCENE, 1.3, BATCH_MILLIS));
            rows.add(new QueryRow(data, Library.CAIRN_CODES, Library.LUCENE, 1.3, BATCH_MILLIS));
            rows.add(new QueryRow(data, Library.CAIRN, Library.JVECTOR, 2, BATCH_MILLIS));
        }
        rows.add(new ShellBuildRow(small, Library.JELMERK, 8));
        rows.add(new QueryRow(small, Library.CAIRN, Library.JELMERK, 2, BATCH_MILLIS));
        for (VectorData data : List.of(small, middle)) {
            rows.add(new SizeRow(data, Encoding.F32, 1.1));
            rows.add(new SizeRow(data, Encoding.BF16, 0.6));
        }
        rows.add(new ShellQueryRow(large, 150));
        rows.add(new OpenRow(VectorData.WIDE, 5));
        rows.add(new MemoryRow(large, 1.3));
        rows.add(new MemoryRow(VectorData.WIDE, 1.3));
        rows.add(new ExportRow(small));
        return rows;
    }

    /**
     * Runs.
     *
     * @param arguments parts of rows' names; {@code --help} lists the names
     * @throws Exception when a process cannot be started, or fails
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("--help")) {
            System.err.println("usage: benchmarks/hnsw [PART OF A ROW'S NAME ...]   rows:");
            rows().forEach(row -> System.err.println("  " + row.name()));
            return;
        }
        List<Row> chosen =
                rows().stream()
                        .filter(row ->
                                arguments.length == 0
                                        || Stream.of(arguments).anyMatch(row.name()::contains))
                        .toList();
        boolean reached;
        try (Workshop workshop = new Workshop(VectorFiles.directory(), ROUNDS, System.err)) {
            reached = run(chosen, workshop, System.out, System.err);
        }
        System.exit(reached ? 0 : 1);
    }

    /** Runs rows and prints both tables; tells whether every row has run and reached its target. */
    static boolean run(List<Row> rows, Workshop workshop, PrintStream table, PrintStream progress)
            throws Exception {
        table.println("| what | against | at least | measured | reached | Cairn | peer |");
        table.println("|---|---|---|---|---|---|---|");
        boolean reached = !rows.isEmpty();
        int number = 0;
        for (Row row : rows) {
            progress.println("[" + ++number + "/" + rows.size() + "] " + row.name());
            if (!row.isPossible()) {
                progress.println("    not run: what it compares with is not here");
                reached = false;
                continue;
            }
            for (Finding finding : row.run(workshop)) {
                table.println(finding.toRow());
                reached &= finding.reached();
            }
        }
        if (!workshop.recalls().isEmpty()) {
            table.println();
            table.println(RecallTable.header());
            workshop.recalls().forEach(table::println);
        }
        return reached;
    }
}
