package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ScanOptions;
import io.cairn.api.Snapshot;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Opens a database and meets its main operations: put, get, scan, transact, snapshot, paths.
 * Stateless.
 */
public final class FirstSteps {

    private FirstSteps() {}

    /**
     * Runs the steps on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    /**
     * Runs the steps.
     *
     * @param url where the database is, such as {@code rocksdb:/path}; best an empty one
     * @param out where results are printed
     */
    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            pointsAndRanges(db, out);
            transactions(db, out);
            snapshots(db, out);
            paths(db, out);
        }
    }

    private static void pointsAndRanges(Database db, PrintStream out) {
        db.put(utf8("user:1"), utf8("Alice"));
        db.put(utf8("user:2"), utf8("Bob"));
        db.put(utf8("user:3"), utf8("Carol"));
        db.delete(utf8("user:2"));
        out.println("user:2 is " + (db.exists(utf8("user:2")) ? "there" : "gone"));

        // Newest first, at most one: the last user.
        try (Cursor last =
                db.scan(KeyRange.prefix(utf8("user:")), ScanOptions.all().reverse().limit(1))) {
            while (last.next()) {
                out.println("last user: " + text(last.value()));
            }
        }
    }

    private static void transactions(Database db, PrintStream out) {
        // @start region=transact
        String team =
                db.transact(tx -> {
                    byte[] first = tx.take(utf8("user:1")); // reads and removes
                    byte[] third = tx.take(utf8("user:3"));
                    if (first == null || third == null) {
                        return "nobody";
                    }
                    byte[] both = utf8(text(first) + " and " + text(third));
                    tx.put(
                            utf8("team"),
                            both); // its own reads see it at once, others after the commit
                    return text(both);
                });
        // @end
        out.println("one team: " + team);
    }

    private static void snapshots(Database db, PrintStream out) {
        // @start region=snapshot
        try (Snapshot before = db.snapshot()) {
            db.put(utf8("team"), utf8("Dave"));
            out.println("snapshot: " + text(Objects.requireNonNull(before.get(utf8("team")))));
            out.println("now: " + text(Objects.requireNonNull(db.get(utf8("team")))));
        }
        // @end
    }

    private static void paths(Database db, PrintStream out) {
        KeyPath alice = KeyPath.of("people", "alice");
        db.put(alice.resolve("email"), utf8("alice@example.org"));
        db.put(alice.resolve("phone"), utf8("123"));
        out.println("below people/alice: " + db.children(alice, null, 100));
        db.deleteSubtree(alice);
        out.println("left: " + db.count(alice.descendants()));
    }
}
