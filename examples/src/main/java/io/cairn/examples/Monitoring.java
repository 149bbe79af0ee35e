package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Stats;
import java.io.PrintStream;

/**
 * Reads the counters before and after some work and reports the difference, as a monitoring loop
 * does once a minute. Stateless.
 */
public final class Monitoring {

    private Monitoring() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            Stats before = db.stats();
            for (int i = 0; i < 100; i++) {
                db.put(utf8("key" + i), utf8("value"));
            }
            out.println(report(db, before));
        }
    }

    // @start region=stats
    static String report(Database db, Stats before) {
        Stats now = db.stats();
        Stats grown = now.minus(before);
        long hits = grown.get("cache_hits");
        long lookups = hits + grown.get("cache_misses");
        return "commits: %d, aborts: %d, cache hits: %s, open cursors: %d, commits since checkpoint: %d"
                .formatted(
                        grown.get("transactions_committed"),
                        grown.get("transactions_aborted"),
                        lookups == 0 ? "-" : 100 * hits / lookups + " %",
                        now.get("open_cursors"),
                        now.get("last_commit_lsn") - now.get("last_checkpoint_lsn"));
    }
    // @end
}
