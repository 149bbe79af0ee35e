package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import io.cairn.storage.rocksdb.RocksDbBackup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Backs a database up while a writer goes on, and restores the backup elsewhere: it opens and holds
 * a prefix of the writer's commits, none of them in part. Stateless.
 */
public final class BackupWhileWriting {

    private static final Codec<Long> INT64 = Codec.int64();
    private static final byte[] LAST = utf8("last");

    private BackupWhileWriting() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws Exception when a thread or the file system fails
     */
    public static void main(String[] args) throws Exception {
        Path directory =
                args.length == 0 ? Files.createTempDirectory("cairn-backup") : Path.of(args[0]);
        run(directory, System.out);
    }

    /**
     * What the restored database held: a prefix when {@code entries == last} and {@code atLeast <=
     * last <= atMost}.
     */
    record Restored(long atLeast, long last, long entries, long atMost) {

        boolean isPrefix() {
            return entries == last && atLeast <= last && last <= atMost;
        }
    }

    static Restored run(Path directory, PrintStream out)
            throws IOException, InterruptedException, ExecutionException {
        Path backup = directory.resolve("backup");
        Path restored = directory.resolve("restored");
        AtomicLong acknowledged = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch warm = new CountDownLatch(100);
        long atLeast;
        try (Database db = Cairn.open("rocksdb:" + directory.resolve("original"));
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer =
                    threads.submit(() -> {
                        while (!stop.get()) {
                            long number = acknowledged.get() + 1;
                            write(db, number);
                            acknowledged.set(number);
                            warm.countDown();
                        }
                    });
            try {
                atLeast = hundredWritten(warm, acknowledged);
                // @start region=backup
                db.exportTo(backup); // the writer goes on meanwhile
                RocksDbBackup.seal(backup); // adds a list of the files with their checksums
                // @end
            } finally {
                stop.set(true);
            }
            writer.get();
        }
        // @start region=restore
        RocksDbBackup.restore(backup, restored); // checks every file, never overwrites
        // @end
        try (Database copy = Cairn.open("rocksdb:" + restored)) {
            byte[] last = copy.get(LAST);
            Restored found =
                    new Restored(
                            atLeast,
                            last == null ? 0 : INT64.decode(last),
                            copy.count(KeyRange.prefix(utf8("entry/"))),
                            acknowledged.get());
            out.println(
                    "the restored database holds "
                            + (found.isPrefix() ? "a prefix" : "something else")
                            + ": "
                            + found);
            return found;
        }
    }

    private static long hundredWritten(CountDownLatch warm, AtomicLong acknowledged)
            throws InterruptedException {
        if (!warm.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "the writer is stuck after " + acknowledged + " transactions");
        }
        return acknowledged.get();
    }

    private static void write(Database db, long number) {
        db.transact(tx -> {
            tx.put(utf8("entry/" + number), utf8("written by transaction " + number));
            tx.put(LAST, INT64.encode(number));
            return true;
        });
    }
}
