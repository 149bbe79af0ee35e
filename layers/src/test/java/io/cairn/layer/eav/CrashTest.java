package io.cairn.layer.eav;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it changes entities leaves an index that says what they say. */
class CrashTest {

    private static final int KEPT = 20;

    /** Three steps of three changes. */
    private static final int IMAGES_MIN = 9;

    @TempDir Path directory;

    /** Creates entity after entity, and changes and removes those before. */
    static final class Writer {
        public static void main(String[] args) {
            write(
                    Store.ROCKSDB.open(Path.of(args[0])).db(),
                    Integer.MAX_VALUE,
                    System.out::println);
        }

        static void write(Database db, int steps, IntConsumer done) {
            Entities entities = entities(db);
            for (int i = 0; i < steps; i++) {
                entities.create(db, id(i), Map.of("number", i, "kind", "new"));
                if (i >= KEPT) {
                    entities.update(db, id(i - 3), Map.of("kind", "old"));
                    entities.remove(db, id(i - KEPT));
                }
                done.accept(i);
            }
        }
    }

    private static Keyspace keyspace(Database db) {
        return db.keyspace("entities");
    }

    private static Entities entities(Database db) {
        return new Entities(keyspace(db), Subspace.of("entities"));
    }

    private static UUID id(int i) {
        return new UUID(5, i);
    }

    @Test
    void theIndexSaysWhatTheEntitiesSay() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 100 + new Random(8).nextInt(100));
        check(directory, done);
    }

    @Test
    void itSaysTheSameAfterEachCommit() throws Exception {
        CrashImages.of(directory, KEPT + 1, (db, done) -> Writer.write(db, KEPT + 4, done))
                .each(IMAGES_MIN, CrashTest::check);
    }

    private static void check(Path directory, int done) {
        try (OpenStore open = Store.ROCKSDB.open(directory)) {
            Database db = open.db();
            Entities entities = entities(db);
            for (int i = 0; i < done + 2; i++) {
                Map<?, ?> attributes = entities.get(db, id(i));
                boolean must = i < done && i > done - KEPT;
                boolean may = i <= done && i >= done - KEPT;
                assertThat(attributes.isEmpty()).as("%s of %s", i, done).isIn(!must, !may);
                assertThat(attributes).hasSize(attributes.isEmpty() ? 0 : 2);
                assertThat(entities.find(db, "number", i).contains(id(i)))
                        .isEqualTo(!attributes.isEmpty());
                for (String kind : new String[] {"new", "old"}) {
                    assertThat(entities.find(db, "kind", kind).contains(id(i)))
                            .isEqualTo(kind.equals(attributes.get("kind")));
                }
                entities.remove(db, id(i));
            }
            assertThat(db.in(keyspace(db)).count(KeyRange.all())).isZero();
        }
    }
}
