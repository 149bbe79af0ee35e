package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the rows of a run share: data, a directory, indexes that Cairn has built, and the recalls
 * that were measured. Used by one thread; whoever makes it closes it, which deletes the directory.
 */
final class Workshop implements AutoCloseable {

    static final int CONNECTIONS = 16;
    static final int EF_CONSTRUCTION = 100;
    static final int THREADS = 2;

    private final Path data;
    private final Path directory;
    private final PrintStream progress;
    private final int rounds;
    private final Map<String, Path> built = new HashMap<>();
    private final List<String> recalls = new ArrayList<>();
    private int number;

    /**
     * Makes one.
     *
     * @param data where data sets are kept
     * @param rounds how often each side of a comparison runs
     * @param progress where to say what goes on
     */
    Workshop(Path data, int rounds, PrintStream progress) throws IOException {
        this.data = data;
        this.rounds = rounds;
        this.progress = progress;
        Files.createDirectories(data);
        directory = Files.createTempDirectory(data, "indexes");
    }

    int rounds() {
        return rounds;
    }

    VectorPeer.Plan plan(VectorData set) throws IOException {
        return new VectorPeer.Plan(
                VectorFiles.of(set, data), CONNECTIONS, EF_CONSTRUCTION, THREADS);
    }

    /** Returns a name at which nothing is. */
    Path path() {
        return directory.resolve("index" + ++number);
    }

    /** Returns an index that Cairn has built, the same one for the same data. */
    Path cairnIndex(VectorPeer.Plan plan, Encoding encoding)
            throws IOException, InterruptedException {
        String key = plan.files().base() + " " + encoding;
        Path index = built.get(key);
        if (index == null) {
            index = path();
            try (PeerProcess cairn = PeerProcess.startCairn(plan, encoding)) {
                cairn.build(index);
            }
            built.put(key, index);
        }
        return index;
    }

    /** Says something about the row in progress. */
    void note(String format, Object... arguments) {
        progress.printf("    " + format + "%n", arguments);
    }

    /** Keeps recalls for the table at the end. */
    void keep(VectorData set, Library library, RecallTable table) {
        String row = table.toRow(set, library);
        if (!recalls.contains(row)) {
            recalls.add(row);
        }
        note("%s", row);
    }

    List<String> recalls() {
        return recalls;
    }

    /** Deletes what a build has made. */
    void remove(Path index) throws IOException {
        if (!Files.exists(index)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> files = Files.walk(index)) {
            found = new ArrayList<>(files.toList());
        }
        for (Path file : found.reversed()) {
            Files.delete(file);
        }
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted)
                .skip((sorted.length - 1) / 2)
                .limit(2 - sorted.length % 2)
                .average()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        remove(directory);
    }
}
