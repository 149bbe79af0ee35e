package io.cairn.testing.isolation;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.IsolationLevel;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.RetryableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interleaving of programs, run on a database by a single thread: no luck is involved.
 *
 * @param programs what the clients did
 * @param order the client of each turn
 * @param seen what each client saw, step by step
 * @param committed which clients committed
 * @param started the turn of each client's first step
 * @param ended the turn of each client's end
 * @param finalState the state afterwards
 */
public record Execution(
        List<Program> programs,
        int[] order,
        List<List<String>> seen,
        boolean[] committed,
        int[] started,
        int[] ended,
        String finalState) {

    /** Empties the database, writes {@code a=10 b=10}, and runs the interleaving. */
    public static Execution run(
            Database db, List<Program> programs, int[] order, IsolationLevel isolation) {
        db.transact(tx -> {
            tx.deleteRange(KeyRange.all());
            tx.put(Bytes.utf8("a"), Bytes.utf8("10"));
            tx.put(Bytes.utf8("b"), Bytes.utf8("10"));
            return null;
        });
        int clients = programs.size();
        @Nullable Transaction[] transactions = new Transaction[clients];
        List<List<String>> seen = new ArrayList<>();
        boolean[] committed = new boolean[clients];
        boolean[] failed = new boolean[clients];
        int[] started = new int[clients];
        int[] ended = new int[clients];
        int[] position = new int[clients];
        for (int i = 0; i < clients; i++) {
            seen.add(new ArrayList<>());
        }
        for (int turn = 0; turn < order.length; turn++) {
            int client = order[turn];
            Transaction tx = transactions[client];
            if (tx == null) {
                tx = db.begin(TransactionOptions.defaults().with(isolation));
                transactions[client] = tx;
                started[client] = turn;
            }
            Program program = programs.get(client);
            int at = position[client]++;
            try {
                if (failed[client]) {
                    continue;
                }
                if (at < program.steps().size()) {
                    seen.get(client).add(program.steps().get(at).run(tx));
                } else if (program.commits()) {
                    tx.commit();
                    committed[client] = true;
                } else {
                    tx.abort();
                }
            } catch (RetryableException e) {
                failed[client] = true;
            }
            ended[client] = turn;
        }
        for (Transaction tx : transactions) {
            if (tx != null) {
                tx.close();
            }
        }
        return new Execution(programs, order, seen, committed, started, ended, state(db));
    }

    private static String state(Database db) {
        StringBuilder state = new StringBuilder();
        try (Cursor cursor = db.scan(KeyRange.all())) {
            while (cursor.next()) {
                state.append(Bytes.text(cursor.key()))
                        .append('=')
                        .append(Bytes.text(cursor.value()))
                        .append(' ');
            }
        }
        return state.toString();
    }

    @Override
    public String toString() {
        return "order "
                + Arrays.toString(order)
                + " seen "
                + seen
                + " committed "
                + Arrays.toString(committed)
                + " final "
                + finalState;
    }
}
