package io.cairn.layer.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it stores, changes and erases documents leaves counters and
 * indexes that say what the documents say.
 */
class CrashTest {

    private static final int KEPT = 20;

    /** Three steps of three changes. */
    private static final int IMAGES_MIN = 9;

    @TempDir Path directory;

    /** Stores document after document, and changes and erases those before. */
    static final class Writer {
        public static void main(String[] args) {
            write(
                    OpenCollections.on(Store.ROCKSDB, Path.of(args[0])),
                    Integer.MAX_VALUE,
                    System.out::println);
        }

        static void write(OpenCollections open, int steps, IntConsumer done) {
            Database db = open.db();
            Collection people = open.created("people", Index.unique("/mail"), Index.on("/age"));
            for (int i = 0; i < steps; i++) {
                people.json().store(db, Map.of("mail", i + "@example.org", "age", i % 5));
                if (i >= KEPT) {
                    people.json()
                            .update(db, i - 3, Map.of("mail", (i - 3) + "@example.com", "age", 9));
                    people.erase(db, i - KEPT);
                }
                done.accept(i);
            }
        }
    }

    @Test
    void countersAndIndexesSayWhatTheDocumentsSay() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 100 + new Random(7).nextInt(100));
        check(directory, done);
    }

    @Test
    void theySayTheSameAfterEachCommit() throws Exception {
        CrashImages images = new CrashImages(directory, KEPT + 1);
        try (OpenCollections open = OpenCollections.on(Store.ROCKSDB, directory)) {
            open.db().addCommitHook(images);
            Writer.write(open, KEPT + 4, images::done);
        }
        images.each(IMAGES_MIN, CrashTest::check);
    }

    @Test
    void anIndexComesAndGoesAsAWhole() throws Exception {
        CrashImages images = new CrashImages(directory, KEPT);
        try (OpenCollections open = OpenCollections.on(Store.ROCKSDB, directory)) {
            Database db = open.db();
            Collection people = open.created("people");
            for (int i = 0; i < KEPT; i++) {
                people.json().store(db, Map.of("age", i % 5));
            }
            db.addCommitHook(images);
            images.done(KEPT - 1);
            people.indexes().add(db, Index.on("/age"));
            images.done(KEPT);
            people.indexes().drop(db, "/age");
        }
        images.each(
                2,
                (image, done) -> {
                    try (OpenCollections open = OpenCollections.on(Store.ROCKSDB, image)) {
                        Collection people = open.collections().open("people");
                        boolean there = !people.indexes().list(open.db()).isEmpty();
                        // A definition, a counter and the documents, all of them indexed or none.
                        assertThat(open.rawKeys()).isEqualTo(there ? 2 + 2 * KEPT : 2 + KEPT);
                        if (there) {
                            assertThat(people.indexes().find(open.db(), "/age", 3))
                                    .containsExactly(3L, 8L, 13L, 18L);
                        }
                    }
                });
    }

    private static void check(Path directory, int done) {
        // Closing compares all rows.
        try (OpenCollections open = OpenCollections.on(Store.ROCKSDB, directory)) {
            Collection people = open.collections().open("people");
            assertThat(people.lastId(open.db()).orElseThrow()).isBetween(done - 1L, (long) done);
            assertThat(people.size(open.db())).isBetween(KEPT - 1L, KEPT + 1L);
            assertThat(people.indexes().find(open.db(), "/mail", (done - 1) + "@example.org"))
                    .containsExactly(done - 1L);
        }
    }
}
