package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * Works until it is told to end (SIGTERM, or Ctrl-C), finishes what it is doing, makes everything
 * durable and closes the database. Then it exits with 0, as a program that did what was asked.
 *
 * <p>The JVM runs its shutdown hooks beside threads that go on working, and ends when the hooks
 * have. So the hook waits for the work before it closes anything. Used once.
 */
public final class GracefulShutdown {

    private final Database db;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    /**
     * Takes over a database.
     *
     * @param db closed by {@link #stop}
     */
    public GracefulShutdown(Database db) {
        this.db = db;
    }

    /**
     * Runs the example on the database with the given URL until a signal comes.
     *
     * @param args the URL
     */
    public static void main(String[] args) {
        // @start region=sigterm
        GracefulShutdown program = new GracefulShutdown(Cairn.open(args[0]));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            if (program.stop(System.out)) {
                                Runtime.getRuntime().halt(0); // not 143: this is a good end
                            }
                        }));
        program.work(System.out);
        // @end
    }

    /**
     * Puts one entry after the other, and says so, until {@link #stop} is called.
     *
     * @param out where each number is printed once its entry is durable
     */
    public void work(PrintStream out) {
        try {
            for (int number = 1; !stopping; number++) {
                db.put(utf8("done/%08d".formatted(number)), utf8("yes"));
                out.println("done " + number);
            }
        } finally {
            ended.countDown();
        }
    }

    /**
     * Ends the work and closes the database.
     *
     * @param out where the end is told
     * @return whether the work ended because of this call, and not by itself, with an error
     */
    public boolean stop(PrintStream out) {
        boolean working = ended.getCount() > 0;
        stopping = true;
        try {
            ended.await();
            long version = db.checkpoint();
            db.close();
            out.println("closed; everything up to version " + version + " is on disk");
            return working;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
