package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Entry;
import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.compat.sochdb.embedded.Scan;
import io.cairn.compat.sochdb.embedded.Transaction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Scans under SochDB's names: all, ranges, prefixes, and how long they take with and without
 * batches. Stateless.
 */
public final class SochDbScans {

    private static final int RECORDS = 100_000;

    private SochDbScans() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                RECORDS,
                System.out);
    }

    static void run(Path directory, int records, PrintStream out) {
        try (Database db = Database.open(directory)) {
            db.put(utf8("log:2024-01-14:23:59"), utf8("late"));
            db.put(utf8("log:2024-01-15:08:00"), utf8("early"));
            db.put(utf8("log:2024-01-15:09:00"), utf8("later"));
            db.put(utf8("log:2024-01-16:00:00"), utf8("next day"));
            db.put(utf8("user:1"), utf8("Alice"));
            ranges(db, out);
        }
        try (Database db = Database.open(directory.resolve("my_db"))) {
            times(db, records, out);
        }
    }

    private static void ranges(Database db, PrintStream out) {
        // @start region=sochdb-scans
        for (Entry entry : db.scan()) {
            out.println(text(entry.key()) + " " + text(entry.value()));
        }
        for (Entry entry : db.scan(utf8("user:"), utf8("user;"))) { // [start, end)
            out.println("user " + text(entry.value()));
        }

        byte[] prefix = utf8("log:2024-01-15:");
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        for (Entry entry : db.scan(prefix, end)) {
            out.println("that day " + text(entry.value()));
        }
        try (Scan day = db.scanPrefix(prefix)) { // the same; closed, as it is left early
            out.println("first " + text(day.iterator().next().value()));
        }
        // @end
    }

    private static void times(Database db, int records, PrintStream out) {
        out.printf(Locale.ROOT, "Inserting %,d records...%n", records);
        db.withTransaction(txn -> {
            for (int i = 0; i < records; i++) {
                txn.put(utf8("user:%06d".formatted(i)), utf8("data_" + i));
            }
        });

        long start = System.nanoTime();
        Transaction txn = db.transaction();
        int count = 0;
        for (Entry _ : txn.scan(utf8("user:"), utf8("user;"))) {
            count++;
        }
        double regularSeconds = seconds(start);
        txn.abort();
        out.printf(Locale.ROOT, "Regular scan: %d items in %.3fs%n", count, regularSeconds);

        start = System.nanoTime();
        txn = db.transaction();
        count = 0;
        for (Entry _ : txn.scanBatched(utf8("user:"), utf8("user;"), 1_000)) {
            count++;
        }
        double batchedSeconds = seconds(start);
        txn.abort();
        out.printf(Locale.ROOT, "Batched scan: %d items in %.3fs%n", count, batchedSeconds);
        out.printf(Locale.ROOT, "Speedup: %.1f times%n", regularSeconds / batchedSeconds);
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
