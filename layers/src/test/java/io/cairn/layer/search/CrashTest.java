package io.cairn.layer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it indexes documents leaves each under all its terms or none. */
class CrashTest {

    private static final int KEPT = 20;

    /** Three steps of two changes. */
    private static final int IMAGES_MIN = 6;

    @TempDir Path directory;

    /** Indexes document after document, and removes those before. */
    static final class Writer {
        public static void main(String[] args) {
            write(
                    Store.ROCKSDB.open(Path.of(args[0])).db(),
                    Integer.MAX_VALUE,
                    System.out::println);
        }

        static void write(Database db, int steps, IntConsumer done) {
            TextIndex index = index(db);
            for (int i = 0; i < steps; i++) {
                index.index(db, i, Map.of("every", 1, "one of " + i % 3, 2));
                if (i >= KEPT) {
                    index.remove(db, i - KEPT);
                }
                done.accept(i);
            }
        }
    }

    private static TextIndex index(Database db) {
        return new TextIndex(db.keyspace("text"), Subspace.of("text"));
    }

    @Test
    void aDocumentIsUnderAllItsTermsOrNone() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 100 + new Random(9).nextInt(100));
        check(directory, done);
    }

    @Test
    void itIsUnderAllOrNoneAfterEachCommit() throws Exception {
        CrashImages.of(directory, KEPT + 1, (db, done) -> Writer.write(db, KEPT + 4, done))
                .each(IMAGES_MIN, CrashTest::check);
    }

    private static void check(Path directory, int done) {
        try (OpenStore open = Store.ROCKSDB.open(directory)) {
            Database db = open.db();
            TextIndex index = index(db);
            int documents = 0;
            List<Object> every = found(index, db, "every");
            for (int i = 0; i < done + 2; i++) {
                boolean there = index.contains(db, i);
                documents += there ? 1 : 0;
                boolean must = i < done && i > done - KEPT;
                boolean may = i <= done && i >= done - KEPT;
                assertThat(there).as("%s of %s", i, done).isIn(must, may);
                assertThat(every.contains((long) i)).isEqualTo(there);
                assertThat(found(index, db, "one of " + i % 3).contains((long) i)).isEqualTo(there);
            }
            assertThat(index.statistics(db))
                    .isEqualTo(new TextStatistics(documents, 3L * documents));
            assertThat(index.frequency(db, "every")).isEqualTo(documents);
        }
    }

    private static List<Object> found(TextIndex index, Database db, String term) {
        return index.search(db, SearchQuery.any(1000, term)).stream().map(Hit::document).toList();
    }
}
