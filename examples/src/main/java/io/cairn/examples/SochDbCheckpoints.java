package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.sochdb.embedded.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Checkpoints and counters under SochDB's names: after an import, and again and again. For backups
 * see {@link BackupLoop}, for the end of a program {@link GracefulShutdown}. Stateless.
 */
public final class SochDbCheckpoints {

    private static final int RECORDS = 100_000;
    private static final int PUTS = 1_000;
    private static final int BATCHES = 10;

    private SochDbCheckpoints() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     * @throws InterruptedException when the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                RECORDS,
                PUTS,
                System.out);
    }

    static void run(Path directory, int records, int puts, PrintStream out)
            throws InterruptedException {
        try (Database db = Database.open(directory)) {
            bulkImport(db, records, out);
            inBatches(db, records);
            again(db, out);
        }
        try (Database db = Database.open(directory.resolve("my_db"))) {
            statistics(db, puts, out);
        }
    }

    private static void bulkImport(Database db, int records, PrintStream out) {
        out.printf(Locale.ROOT, "Importing %,d records...%n", records);
        // @start region=sochdb-checkpoint
        db.withTransaction(txn -> {
            for (int i = 0; i < records; i++) {
                txn.put(utf8("bulk:" + i), utf8("data:" + i));
            }
        });

        out.println("Checkpointing...");
        long lsn = db.checkpoint();
        out.println("Checkpoint complete at LSN " + lsn);
        // @end
        out.println("All data is now in files of its own!");
    }

    private static void inBatches(Database db, int records) {
        for (int batch = 0; batch < BATCHES; batch++) {
            int from = batch * (records / BATCHES);
            db.withTransaction(txn -> {
                for (int i = from; i < from + records / BATCHES; i++) {
                    txn.put(utf8("more:" + i), utf8("data:" + i));
                }
            });
        }
        db.checkpoint();
    }

    private static void again(Database db, PrintStream out) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch twice = new CountDownLatch(2);
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .start(() ->
                                periodicCheckpoint(
                                        db, Duration.ofMillis(10), stop, twice::countDown));
        twice.await();
        stop.countDown();
        thread.join();
        out.println("checkpointed twice more");
    }

    private static void periodicCheckpoint(
            Database db, Duration interval, CountDownLatch stop, Runnable afterEach) {
        try {
            while (!stop.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                db.checkpoint();
                afterEach.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // and the thread ends
        }
    }

    private static void statistics(Database db, int puts, PrintStream out) {
        for (int i = 0; i < puts; i++) {
            db.put(utf8("key:" + i), utf8("value:" + i));
        }
        // @start region=sochdb-stats
        Map<String, Long> stats = db.stats();
        out.println("Total keys: " + stats.getOrDefault("keys_count", 0L));
        out.println("Bytes written: " + stats.getOrDefault("bytes_written", 0L));
        out.println("Bytes read: " + stats.getOrDefault("bytes_read", 0L));
        out.println("Transactions committed: " + stats.getOrDefault("transactions_committed", 0L));
        out.println("Transactions aborted: " + stats.getOrDefault("transactions_aborted", 0L));
        long hits = stats.getOrDefault("cache_hits", 0L);
        long total = hits + stats.getOrDefault("cache_misses", 0L);
        out.println("Cache hit rate: " + (total == 0 ? 0 : 100 * hits / total) + " %");
        // @end
        out.println("Queries executed: " + stats.getOrDefault("queries_executed", 0L));
    }
}
