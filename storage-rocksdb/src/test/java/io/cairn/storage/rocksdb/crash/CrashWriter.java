package io.cairn.storage.rocksdb.crash;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import java.io.PrintStream;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The child process: threads that commit numbered transactions and print each number once its
 * commit has returned. It runs until it is killed.
 *
 * <p>Transaction n of the common sequence writes {@code last = n}, {@code item/n} and {@code
 * twin/n}, so that the commit order can be read off the database, and every thread also writes a
 * sequence of its own without reading.
 */
final class CrashWriter {

    private static final int THREADS = 3;

    private CrashWriter() {}

    /** Opens the database whose URL is the first argument and writes to it. */
    public static void main(String[] arguments) throws InterruptedException {
        Database db = Cairn.open(arguments[0]);
        PrintStream out = System.out;
        out.println("READY");
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int id = i;
            threads[i] = Thread.ofPlatform().start(() -> write(db, id, new Random(id), out));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void write(Database db, int thread, Random random, PrintStream out) {
        for (long own = 1; ; own++) {
            byte[] payload = new byte[random.nextInt(3000)];
            random.nextBytes(payload);
            long number =
                    db.transact(tx -> {
                        long next = number(tx.get(KillTest.LAST)) + 1;
                        tx.put(KillTest.LAST, Bytes.utf8(Long.toString(next)));
                        tx.put(KillTest.item("item", next), payload);
                        tx.put(KillTest.item("twin", next), payload);
                        return next;
                    });
            out.println("SHARED " + number);
            db.put(KillTest.item("own" + thread, own), payload);
            out.println("OWN " + thread + " " + own);
            if (random.nextInt(200) == 0) {
                db.checkpoint();
            }
        }
    }

    static long number(byte @Nullable [] value) {
        return value == null ? 0 : Long.parseLong(Bytes.text(value));
    }
}
