package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.error.CairnException;
import java.io.PrintStream;

/** Says for each kind of error what a program should do, and meets some of them. Stateless. */
public final class Troubles {

    private Troubles() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        Database db = Cairn.open(url);
        out.println("an empty key: " + met(() -> db.put(new byte[0], utf8("value"))));
        out.println("a conflict: " + met(() -> conflict(db)));
        db.close();
        out.println("use after close: " + met(() -> db.get(utf8("key"))));
        db.close(); // again: nothing happens
        out.println("an unknown scheme: " + met(() -> Cairn.open("nowhere:").close()));
    }

    private static void conflict(Database db) {
        try (Transaction tx = db.begin()) {
            tx.get(utf8("key"));
            db.put(utf8("key"), utf8("somebody else was faster"));
            tx.put(utf8("key"), utf8("too late"));
            tx.commit();
        }
    }

    private static String met(Runnable trouble) {
        try {
            trouble.run();
            return "nothing happened";
        } catch (CairnException e) {
            return e.code() + ", so " + advice(e);
        }
    }

    // @start region=errors
    static String advice(CairnException e) {
        return switch (e.kind()) {
            case RETRY -> "run the whole transaction again; transact does";
            case UNKNOWN_OUTCOME -> "look whether the commit happened before doing it again";
            case INVALID -> "fix the call: the message names what is wrong, nothing was done";
            case VETOED -> "tell the user what the hook said: it is the cause";
            case TIMEOUT -> "decide how long to go on waiting; nothing was changed";
            case UNAVAILABLE ->
                    "fix the surroundings: the message names the directory and what it needs";
            case CORRUPT -> "restore a backup, or open it with the version that wrote it";
            case CLOSED ->
                    "after POISONED close and open the database; else fix the order of calls";
        };
    }
    // @end
}
