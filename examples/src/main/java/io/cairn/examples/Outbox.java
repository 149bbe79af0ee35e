package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.Registration;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.VetoException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes every changed key of one keyspace, in the transaction that changes it, so that a search
 * index or another system can catch up later and miss nothing. Thread-safe.
 *
 * <p>A removed range cannot be noted key by key, so a transaction that removes one is refused.
 */
public final class Outbox implements CommitHook {

    private final Database db;
    private final Keyspace watched;
    private final Keyspace notes;

    /**
     * Creates an outbox; it works once it is added with {@link Database#addCommitHook}.
     *
     * @param db where both keyspaces are; stays the caller's
     * @param watched the keyspace whose changes are noted
     */
    public Outbox(Database db, Keyspace watched) {
        this.db = db;
        this.watched = watched;
        this.notes = db.keyspace("outbox." + watched.name());
    }

    // @start region=hook
    @Override
    public void beforeCommit(WriteView tx, ChangeSet changes) {
        for (ChangeSet.Change change : changes.changes()) {
            if (change.keyspace().equals(watched.name())) {
                byte[] key = change.range().begin();
                if (!change.range().equals(KeyRange.single(key))) {
                    throw new IllegalArgumentException(
                            "remove the keys one by one: the outbox cannot note a range");
                }
                tx.in(notes).put(key, utf8(change.put() ? "put" : "delete"));
            }
        }
    }

    @Override
    public void afterCommit(long version, ChangeSet changes) {
        // A place to wake whoever drains the outbox.
    }

    // @end

    /**
     * Takes notes out of the box.
     *
     * @param limit the most notes taken
     * @return one line for each key: what was done last, and the key
     */
    public List<String> drain(int limit) {
        return db.transact(tx -> {
            List<String> lines = new ArrayList<>();
            ScanOptions options = ScanOptions.all().limit(limit).with(Modes.of(Mode.CONSUME));
            try (Cursor all = tx.in(notes).scan(KeyRange.all(), options)) {
                while (all.next()) {
                    lines.add(text(all.value()) + " " + text(all.key()));
                }
            }
            return lines;
        });
    }

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
            Keyspace articles = db.keyspace("articles");
            Outbox outbox = new Outbox(db, articles);
            try (Registration _ = db.addCommitHook(outbox)) {
                db.in(articles).put(utf8("a"), utf8("first"));
                db.in(articles).put(utf8("b"), utf8("second"));
                db.in(articles).delete(utf8("a"));
                db.put(utf8("elsewhere"), utf8("not noted"));
                out.println("noted: " + outbox.drain(10));
                try {
                    db.in(articles).deleteRange(KeyRange.all());
                } catch (VetoException refused) {
                    out.println("refused, still there: " + db.in(articles).count(KeyRange.all()));
                }
            }
            db.in(articles).deleteRange(KeyRange.all());
            out.println(
                    "without the hook: "
                            + db.in(articles).count(KeyRange.all())
                            + ", noted: "
                            + outbox.drain(10));
        }
    }
}
