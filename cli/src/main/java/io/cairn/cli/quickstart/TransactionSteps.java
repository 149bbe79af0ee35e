package io.cairn.cli.quickstart;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.Snapshot;
import io.cairn.bytes.Bytes;
import io.cairn.cli.quickstart.Step.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The steps about transactions and snapshots. Their keys are below {@link Tour#KEYS}. Stateless.
 */
final class TransactionSteps {

    private TransactionSteps() {}

    static List<Step> all() {
        return List.of(
                new Step(
                        "a transaction over two keys",
                        TWO_KEYS_CODE,
                        db -> {
                            twoKeys(db);
                            return new Outcome(
                                    "alice 70, bob 30",
                                    () ->
                                            number(db, "quickstart/alice") == 70
                                                    && number(db, "quickstart/bob") == 30);
                        }),
                new Step(
                        "a conflict, retried by transact",
                        CONFLICT_CODE,
                        db -> {
                            int attempts = conflict(db);
                            return new Outcome(
                                    attempts + " attempts, stock " + number(db, "quickstart/stock"),
                                    () -> attempts == 2 && number(db, "quickstart/stock") == 8);
                        }),
                new Step(
                        "a snapshot that does not move under later writes",
                        SNAPSHOT_CODE,
                        db -> {
                            String[] seen = snapshot(db);
                            return new Outcome(
                                    "the snapshot shows " + seen[0] + ", the database " + seen[1],
                                    () -> seen[0].equals("before") && seen[1].equals("after"));
                        }));
    }

    static final String TWO_KEYS_CODE =
            """
            byte[] alice = utf8("quickstart/alice");
            byte[] bob = utf8("quickstart/bob");
            db.putAll(List.of(new Entry(alice, utf8("100")), new Entry(bob, utf8("0"))));
            db.transact(tx -> {
                int amount = 30;
                tx.put(alice, number(number(tx.get(alice)) - amount));
                tx.put(bob, number(number(tx.get(bob)) + amount));
                return amount;
            });
            """;

    private static void twoKeys(Database db) {
        // code: TWO_KEYS_CODE
        byte[] alice = utf8("quickstart/alice");
        byte[] bob = utf8("quickstart/bob");
        db.putAll(List.of(new Entry(alice, utf8("100")), new Entry(bob, utf8("0"))));
        db.transact(tx -> {
            int amount = 30;
            tx.put(alice, number(number(tx.get(alice)) - amount));
            tx.put(bob, number(number(tx.get(bob)) + amount));
            return amount;
        });
        // end
    }

    static final String CONFLICT_CODE =
            """
            byte[] stock = utf8("quickstart/stock");
            db.put(stock, utf8("10"));
            AtomicInteger attempts = new AtomicInteger();
            db.transact(tx -> {
                int left = number(tx.get(stock));
                if (attempts.incrementAndGet() == 1) {
                    db.put(stock, utf8("9")); // somebody else is faster
                }
                tx.put(stock, number(left - 1));
                return left;
            });
            """;

    private static int conflict(Database db) {
        // code: CONFLICT_CODE
        byte[] stock = utf8("quickstart/stock");
        db.put(stock, utf8("10"));
        AtomicInteger attempts = new AtomicInteger();
        db.transact(tx -> {
            int left = number(tx.get(stock));
            if (attempts.incrementAndGet() == 1) {
                db.put(stock, utf8("9")); // somebody else is faster
            }
            tx.put(stock, number(left - 1));
            return left;
        });
        // end
        return attempts.get();
    }

    static final String SNAPSHOT_CODE =
            """
            byte[] state = utf8("quickstart/state");
            db.put(state, utf8("before"));
            String frozen;
            try (Snapshot snapshot = db.snapshot()) {
                db.put(state, utf8("after"));
                frozen = text(snapshot.get(state));
            }
            String now = text(db.get(state));
            """;

    private static String[] snapshot(Database db) {
        // code: SNAPSHOT_CODE
        byte[] state = utf8("quickstart/state");
        db.put(state, utf8("before"));
        String frozen;
        try (Snapshot snapshot = db.snapshot()) {
            db.put(state, utf8("after"));
            frozen = text(snapshot.get(state));
        }
        String now = text(db.get(state));
        // end
        return new String[] {frozen, now};
    }

    private static int number(Database db, String key) {
        return number(db.get(utf8(key)));
    }

    private static int number(byte @Nullable [] value) {
        return value == null ? 0 : Integer.parseInt(text(value));
    }

    private static byte[] number(int value) {
        return utf8(Integer.toString(value));
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "nothing" : Bytes.text(value);
    }
}
