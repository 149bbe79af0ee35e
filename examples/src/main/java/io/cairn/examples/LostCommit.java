package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.error.OutcomeUnknownException;
import io.cairn.ipc.client.CairnClient;
import io.cairn.ipc.client.RemoteDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Puts an order into a database of a server, once, whatever happens to the connection. When the
 * reply to the commit is lost, the server is asked; when it does not know, as it has been started
 * anew, the order itself tells. Stateless.
 */
public final class LostCommit {

    private LostCommit() {}

    /**
     * Runs the example on a server's database.
     *
     * @param args the server's socket, such as {@code data/cairn.sock}
     */
    public static void main(String[] args) {
        run(Path.of(args[0]), System.out);
    }

    static void run(Path socket, PrintStream out) {
        try (RemoteDatabase db = CairnClient.connect(socket)) {
            order(db, utf8("order/1"), utf8("a lamp"));
            order(db, utf8("order/1"), utf8("another lamp")); // does nothing
            out.println("ordered: " + text(Objects.requireNonNull(db.get(utf8("order/1")))));
        }
    }

    /** Returns when there is an order under the key. */
    static void order(RemoteDatabase db, byte[] key, byte[] order) {
        while (true) {
            try {
                db.transact(tx -> tx.putIfAbsent(key, order)); // may be run twice without harm
                return;
            } catch (OutcomeUnknownException lost) {
                if (happened(db, lost, key)) {
                    return;
                }
            }
        }
    }

    // @start region=outcome
    static boolean happened(RemoteDatabase db, OutcomeUnknownException lost, byte[] trace) {
        String token = lost.context().get("token");
        if (token == null) {
            return db.exists(trace);
        }
        return switch (db.outcome(token).state()) {
            case COMMITTED -> true;
            case ABORTED -> false;
            case UNKNOWN -> db.exists(trace); // the server has been started anew
        };
    }
    // @end
}
