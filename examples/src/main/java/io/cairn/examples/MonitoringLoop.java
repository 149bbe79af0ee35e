package io.cairn.examples;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Stats;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Prints a line every few seconds: what was written and read, how many commits there were, and how
 * often a block was found in the cache. Over {@code ipc:} it watches what all clients of the server
 * do together. Stateless.
 */
public final class MonitoringLoop {

    private MonitoringLoop() {}

    /**
     * Watches the database with the given URL until the rounds are done.
     *
     * @param args the URL, the seconds of an interval, and the number of intervals
     * @throws InterruptedException when the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        run(
                args[0],
                Duration.ofSeconds(Long.parseLong(args[1])),
                Long.parseLong(args[2]),
                System.out);
    }

    // @start region=monitoring-loop
    static void run(String url, Duration interval, long rounds, PrintStream out)
            throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1); // for whoever wants to end the loop early
        try (Database db = Cairn.open(url)) {
            Stats before = db.stats();
            long beforeNanos = System.nanoTime();
            for (long round = 0; round < rounds; round++) {
                if (stop.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                Stats after = db.stats();
                long afterNanos = System.nanoTime();
                out.println(line(after.minus(before), (afterNanos - beforeNanos) / 1e9));
                before = after;
                beforeNanos = afterNanos;
            }
        }
    }

    static String line(Stats grown, double seconds) {
        long hits = grown.get("cache_hits");
        long lookups = hits + grown.get("cache_misses");
        return String.format(
                Locale.ROOT,
                "written: %,.0f bytes/s, read: %,.0f bytes/s, commits: %,.1f/s, cache hits: %s",
                grown.get("bytes_written") / seconds,
                grown.get("bytes_read") / seconds,
                grown.get("transactions_committed") / seconds,
                lookups == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * hits / lookups));
    }
    // @end
}
