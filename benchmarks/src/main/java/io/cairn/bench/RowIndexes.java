package io.cairn.bench;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.NStore;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of three columns: adding them, and finding those that begin with one of the columns. */
final class RowIndexes {

    private static final int COLUMNS = 3;
    private static final int ADDED = Data.operations(20_000);
    private static final int SUBJECTS = 200;
    private static final int ROWS_OF_ONE = Data.operations(100_000) / 100;
    private static final int QUERIES = Data.operations(10_000) / 100;
    private static final Subspace ROWS = Subspace.of("facts");

    private final Database db;

    RowIndexes(Database db) {
        this.db = db;
    }

    void run() throws Exception {
        add();
        query();
    }

    private void add() throws Exception {
        List<Tuple> rows = new ArrayList<>();
        List<byte[][]> keys = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < ADDED; i++) {
            long subject = random.nextInt(1 << 20);
            String predicate = "predicate " + random.nextInt(20);
            String object = "object " + random.nextLong(1L << 40);
            rows.add(Tuple.of(subject, predicate, object));
            keys.add(
                    new byte[][] {
                        ROWS.key(COLUMNS, 0, subject, predicate, object),
                        ROWS.key(COLUMNS, 1, predicate, object, subject),
                        ROWS.key(COLUMNS, 2, object, subject, predicate)
                    });
        }
        byte[] value = Data.value(1);
        Keyspace ours = db.keyspace("added");
        Keyspace raw = db.keyspace("put");
        NStore store = new NStore(ours, ROWS, COLUMNS);
        Rounds.Medians medians =
                new Rounds(3, 7)
                        .add(
                                "three puts",
                                () -> {
                                    for (byte[][] each : keys) {
                                        db.transact(tx -> {
                                            WriteView view = tx.in(raw);
                                            view.put(each[0], value);
                                            view.put(each[1], Bytes.EMPTY);
                                            view.put(each[2], Bytes.EMPTY);
                                            return null;
                                        });
                                    }
                                    return ADDED;
                                })
                        .add(
                                "add",
                                () -> {
                                    for (Tuple row : rows) {
                                        store.add(db, row, value);
                                    }
                                    return ADDED;
                                })
                        .run();
        Data.same("row of three columns", sum(ours), sum(raw));
        medians.report("row of three columns: add", "add", "three puts", 0.8);
    }

    private long sum(Keyspace keyspace) {
        long sum = 0;
        try (Cursor cursor = db.in(keyspace).scan(KeyRange.all())) {
            while (cursor.next()) {
                sum = 31 * sum + Data.touch(cursor.key()) + cursor.value().length;
            }
        }
        return sum;
    }

    private void query() throws Exception {
        Keyspace keyspace = db.keyspace("found");
        NStore store = new NStore(keyspace, ROWS, COLUMNS);
        long[] sums = new long[SUBJECTS];
        Random random = new Random(2);
        for (int subject = 0; subject < SUBJECTS; subject++) {
            List<Tuple> rows = new ArrayList<>();
            for (int i = 0; i < ROWS_OF_ONE; i++) {
                long number = random.nextLong(1L << 40);
                rows.add(Tuple.of(subject, "predicate " + i % 20, number));
                sums[subject] += number;
            }
            store.addAll(db, rows, Bytes.EMPTY);
        }
        db.checkpoint();
        Rounds.Medians medians =
                new Rounds(5, 11)
                        .add("scan", () -> scanned(keyspace))
                        .add("query", () -> queried(store))
                        .add("scan, unpack", () -> unpacked(keyspace, sums))
                        .add("query, read", () -> read(store, sums))
                        .run();
        medians.report("row of three columns: query by one", "query", "scan", 0.8);
        medians.report(
                "row of three columns: query by one, one element of each answer read",
                "query, read",
                "scan, unpack",
                0.8);
    }

    private Cursor scan(Keyspace keyspace, int query) {
        return db.in(keyspace).scan(ROWS.range(COLUMNS, 0, subject(query)));
    }

    private BindingCursor open(NStore store, int query) {
        return store.query(
                db, Pattern.of(subject(query), Variable.of("predicate"), Variable.of("number")));
    }

    private long scanned(Keyspace keyspace) {
        long rows = 0;
        for (int i = 0; i < QUERIES; i++) {
            try (Cursor cursor = scan(keyspace, i)) {
                while (cursor.next()) {
                    rows += cursor.key().length > 0 ? 1 : 0;
                }
            }
        }
        return Data.same("scan", rows, (long) QUERIES * ROWS_OF_ONE);
    }

    private long queried(NStore store) {
        long rows = 0;
        for (int i = 0; i < QUERIES; i++) {
            try (BindingCursor cursor = open(store, i)) {
                while (cursor.next()) {
                    rows += cursor.binding().names().size() == 2 ? 1 : 0;
                }
            }
        }
        return Data.same("query", rows, (long) QUERIES * ROWS_OF_ONE);
    }

    private long unpacked(Keyspace keyspace, long[] sums) {
        for (int i = 0; i < QUERIES; i++) {
            long sum = 0;
            try (Cursor cursor = scan(keyspace, i)) {
                while (cursor.next()) {
                    sum += ROWS.unpack(cursor.key()).integer(COLUMNS + 1);
                }
            }
            Data.same("scan, unpack", sum, sums[subject(i)]);
        }
        return (long) QUERIES * ROWS_OF_ONE;
    }

    private long read(NStore store, long[] sums) {
        for (int i = 0; i < QUERIES; i++) {
            long sum = 0;
            try (BindingCursor cursor = open(store, i)) {
                while (cursor.next()) {
                    sum += cursor.binding().integer("number");
                }
            }
            Data.same("query, read", sum, sums[subject(i)]);
        }
        return (long) QUERIES * ROWS_OF_ONE;
    }

    private static int subject(int query) {
        return query * 37 % SUBJECTS;
    }
}
