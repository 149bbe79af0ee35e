package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.Bytes;
import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it adds and removes rows leaves each in all indexes or in none.
 */
class CrashTest {

    private static final int COLUMNS = 4;
    private static final int KEPT = 20;

    /** Three steps of two changes. */
    private static final int IMAGES_MIN = 6;

    @TempDir Path directory;

    /** Adds row after row, and removes those before, each change in a transaction of its own. */
    static final class Writer {
        public static void main(String[] args) {
            write(
                    Store.ROCKSDB.open(Path.of(args[0])).db(),
                    Integer.MAX_VALUE,
                    System.out::println);
        }

        static void write(Database db, int steps, IntConsumer done) {
            NStore store = store(db);
            for (int i = 0; i < steps; i++) {
                store.add(db, row(i), Bytes.utf8("row " + i));
                if (i >= KEPT) {
                    store.remove(db, row(i - KEPT));
                }
                done.accept(i);
            }
        }
    }

    private static NStore store(Database db) {
        return new NStore(keyspace(db), Subspace.of("rows"), COLUMNS);
    }

    private static Keyspace keyspace(Database db) {
        return db.keyspace("rows");
    }

    private static Tuple row(int i) {
        return Tuple.of(i, "row", i % 7, i % 3 == 0);
    }

    @Test
    void aRowIsInAllIndexesOrInNone() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 150 + new Random(6).nextInt(150));
        check(directory, done);
    }

    @Test
    void itIsInAllOrNoneAfterEachCommit() throws Exception {
        CrashImages.of(directory, KEPT + 1, (db, done) -> Writer.write(db, KEPT + 4, done))
                .each(IMAGES_MIN, CrashTest::check);
    }

    private static void check(Path directory, int done) {
        try (OpenStore open = Store.ROCKSDB.open(directory)) {
            Database db = open.db();
            NStore store = store(db);
            int rows = 0;
            for (int i = 0; i < done + 2; i++) {
                boolean there = store.contains(db, row(i));
                rows += there ? 1 : 0;
                boolean must = i < done && i > done - KEPT;
                boolean may = i <= done && i >= done - KEPT;
                assertThat(there).as("row %s of %s", i, done).isIn(must, may);
                for (int set = 0; set < 1 << COLUMNS; set++) {
                    assertThat(found(store, db, row(i), set)).isEqualTo(there);
                }
            }
            assertThat(Answers.rawKeys(db, keyspace(db))).isEqualTo((long) rows * store.indexes());
        }
    }

    /** Tells whether a row is among those that have some of its columns. */
    private static boolean found(NStore store, Database db, Tuple row, int set) {
        Object[] terms = row.elements().toArray();
        for (int column = 0; column < COLUMNS; column++) {
            if ((set & 1 << column) == 0) {
                terms[column] = Variable.any();
            }
        }
        return db.read(view -> {
            try (RowCursor rows = store.rows(view).scan(Pattern.of(terms), Long.MAX_VALUE)) {
                while (rows.next()) {
                    if (rows.row().equals(row)) {
                        return true;
                    }
                }
                return false;
            }
        });
    }
}
