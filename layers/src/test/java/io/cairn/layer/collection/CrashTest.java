package io.cairn.layer.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it stores, changes and erases documents leaves counters and
 * indexes that say what the documents say.
 */
class CrashTest {

    private static final int KEPT = 20;

    @TempDir Path directory;

    /** Stores document after document, and changes and erases those before. */
    static final class Writer {
        public static void main(String[] args) {
            OpenCollections open = OpenCollections.on(Store.ROCKSDB, Path.of(args[0]));
            Database db = open.db();
            Collection people = open.created("people", Index.unique("/mail"), Index.on("/age"));
            for (int i = 0; ; i++) {
                people.json().store(db, Map.of("mail", i + "@example.org", "age", i % 5));
                if (i >= KEPT) {
                    people.json()
                            .update(db, i - 3, Map.of("mail", (i - 3) + "@example.com", "age", 9));
                    people.erase(db, i - KEPT);
                }
                System.out.println(i);
            }
        }
    }

    @Test
    void countersAndIndexesSayWhatTheDocumentsSay() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 100 + new Random(7).nextInt(100));
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
