package io.cairn.cli.quickstart;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Paint;
import io.cairn.cli.terminal.Progress;
import io.cairn.cli.terminal.Streams;
import io.cairn.cli.terminal.Units;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tour from beginning to end: load, steps, close, reopen, verify, summary. Used once, by one
 * thread; closes what it opens, and deletes its files unless told to keep them or a verification
 * failed.
 */
public final class Quickstart {

    private final Streams streams;
    private final PrintStream out;
    private final Paint paint;
    private final Settings settings;
    private final Tour tour;
    private final Map<String, String> summary = new LinkedHashMap<>();

    /** What is done to the database before it is verified; tests damage it here. */
    Consumer<Database> beforeVerification = db -> {};

    private long loadNanos;
    private long transactions;

    /**
     * What can be chosen.
     *
     * @param engine where the data goes
     * @param directory the directory to work in, or null for a temporary one
     * @param keep whether the database stays
     * @param resourcesMax how much of the image is loaded, in resources
     */
    public record Settings(
            Engine engine, @Nullable Path directory, boolean keep, int resourcesMax) {}

    /** Where the data goes. */
    public enum Engine {
        /** The process's memory; ends with the tour. */
        MEMORY,
        /** RocksDB, in a directory. */
        ROCKSDB
    }

    /**
     * Creates a tour.
     *
     * @param streams where to print
     * @param settings what was chosen
     */
    public Quickstart(Streams streams, Settings settings) {
        this.streams = streams;
        this.out = streams.out();
        this.paint = new Paint(streams.colours());
        this.settings = settings;
        this.tour = new Tour(out, paint);
    }

    /**
     * Runs the tour.
     *
     * @return OK, or NOT_FOUND when a step or a byte was wrong
     * @throws Exception when the environment or the database fails
     */
    public ExitCode run() throws Exception {
        if (settings.engine() == Engine.MEMORY) {
            return run("memory:", null);
        }
        Workspace workspace = Workspace.prepare(settings.directory());
        boolean succeeded = false;
        try {
            ExitCode code = run("rocksdb:" + workspace.database(), workspace);
            succeeded = code == ExitCode.OK;
            return code;
        } finally {
            if (settings.keep() || !succeeded) {
                out.println("The database stays in " + workspace.database());
            } else {
                workspace.delete();
            }
        }
    }

    private ExitCode run(String url, @Nullable Workspace workspace) throws Exception {
        out.println(paint.bold("Cairn quickstart") + ": the JDK's own image, stored in " + url);
        out.println();
        JdkImage image = JdkImage.running(settings.resourcesMax());
        int failures;
        Map<String, byte[]> written;
        List<String> problems;
        try (Database db = Cairn.open(url)) {
            load(db, image);
            failures = tour.run(db, Tour.steps(image));
            written = written(db);
            if (workspace == null) {
                out.println(
                        "The memory engine keeps nothing after close, so it is verified before.");
                return finish(failures, verify(db, image, written), null);
            }
        }
        try (Database db = reopen(url)) {
            problems = verify(db, image, written);
        }
        return finish(failures, problems, workspace);
    }

    private void load(Database db, JdkImage image) {
        tour.title(
                "Load "
                        + Units.count(image.resources().size(), "resource", "resources")
                        + ", "
                        + Units.bytes(image.bytes())
                        + ", in batched transactions");
        tour.code(Loader.BATCH_CODE);
        out.flush();
        long start = System.nanoTime();
        try (Progress progress = Progress.ofBytes(streams, "load", image.bytes())) {
            transactions = new Loader(db, progress).load(image);
        }
        loadNanos = System.nanoTime() - start;
        tour.result(
                Units.count(transactions, "transaction", "transactions")
                        + ", "
                        + rate(image.resources().size(), image.bytes(), loadNanos),
                loadNanos,
                true);
    }

    private Database reopen(String url) {
        tour.title("Close, and open again");
        tour.code("Database db = Cairn.open(\"" + url + "\");");
        long start = System.nanoTime();
        Database db = Cairn.open(url);
        tour.result("open", System.nanoTime() - start, true);
        return db;
    }

    private List<String> verify(Database db, JdkImage image, Map<String, byte[]> written) {
        beforeVerification.accept(db);
        tour.title("Verify every byte against jrt:/");
        out.flush();
        long start = System.nanoTime();
        List<String> problems;
        Verifier verifier;
        try (Progress progress = Progress.ofBytes(streams, "verify", image.bytes())) {
            verifier = new Verifier(image, written, progress);
            problems = verifier.verify(db);
        }
        long nanos = System.nanoTime() - start;
        tour.result(
                Units.count(verifier.entries(), "entry", "entries")
                        + ", "
                        + rate(verifier.entries(), verifier.bytes(), nanos),
                nanos,
                problems.isEmpty());
        summary.put("entries", Units.count(verifier.entries()));
        summary.put(
                "bytes in values",
                Units.count(verifier.bytes()) + " (" + Units.bytes(verifier.bytes()) + ")");
        summary.put("loaded", rate(image.resources().size(), image.bytes(), loadNanos));
        summary.put(
                "verified",
                rate(verifier.entries(), verifier.bytes(), nanos) + ", reading jrt:/ included");
        return problems;
    }

    private ExitCode finish(int failures, List<String> problems, @Nullable Workspace workspace)
            throws IOException {
        summary.put("transactions", Units.count(transactions) + " for the load");
        summary.put(
                "size on disk",
                workspace == null ? "none, all in memory" : Units.bytes(workspace.bytes()));
        out.println(paint.bold("Summary"));
        summary.forEach((name, value) -> out.printf("  %-16s %s%n", name, value));
        if (failures == 0 && problems.isEmpty()) {
            out.println("  " + paint.good("everything verified"));
            return ExitCode.OK;
        }
        out.println("  " + paint.bad("verification failed"));
        problems.forEach(problem -> streams.err().println("cairn quickstart: " + problem));
        if (failures > 0) {
            streams.err()
                    .println(
                            "cairn quickstart: "
                                    + Units.count(failures, "step", "steps")
                                    + " gave a wrong result");
        }
        return ExitCode.NOT_FOUND;
    }

    /** What the steps left, to be found again after the database was closed. */
    private static Map<String, byte[]> written(Database db) {
        Map<String, byte[]> written = new TreeMap<>();
        try (Cursor cursor = db.scan(KeyRange.prefix(utf8(Tour.KEYS)))) {
            while (cursor.next()) {
                written.put(text(cursor.key()), cursor.value());
            }
        }
        return written;
    }

    private static String rate(long entries, long bytes, long nanos) {
        return Units.count(Units.perSecond(entries, nanos))
                + " entries/s, "
                + Units.bytes(Units.perSecond(bytes, nanos))
                + "/s";
    }
}
