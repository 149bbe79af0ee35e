package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it applies changes leaves each applied as a whole or not at all.
 */
class CrashTest {

    private static final int KEPT = 10;

    @TempDir Path directory;

    /** Applies change after change: two tuples come, two of an earlier change go. */
    static final class Writer {
        public static void main(String[] args) {
            Database db = Store.ROCKSDB.open(Path.of(args[0])).db();
            VersionedTuples tuples = tuples(db);
            for (int i = 0; ; i++) {
                Change change = tuples.begin(db, "change " + i);
                for (String side : new String[] {"left", "right"}) {
                    change.add(db, Tuple.of(i, side));
                    if (i >= KEPT) {
                        change.remove(db, Tuple.of(i - KEPT, side));
                    }
                }
                change.apply(db);
                System.out.println(i);
            }
        }
    }

    private static VersionedTuples tuples(Database db) {
        return new VersionedTuples(db.keyspace("versions"), Subspace.of("versions"), 2);
    }

    @Test
    void aChangeIsAppliedAsAWholeOrNotAtAll() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 50 + new Random(10).nextInt(50));
        try (OpenStore open = Store.ROCKSDB.open(directory)) {
            Database db = open.db();
            VersionedTuples tuples = tuples(db);
            boolean next = tuples.ask(db, Tuple.of(done, "left"));
            int applied = next ? done + 1 : done;
            for (int i = 0; i < done + 2; i++) {
                for (String side : new String[] {"left", "right"}) {
                    Tuple tuple = Tuple.of(i, side);
                    assertThat(tuples.ask(db, tuple))
                            .as("%s of %s", tuple, applied)
                            .isEqualTo(i < applied && i >= applied - KEPT);
                    int events = i >= applied ? 0 : i >= applied - KEPT ? 1 : 2;
                    assertThat(tuples.history(db, tuple)).hasSize(events);
                }
            }
            Version newest = tuples.newest(db);
            assertThat(tuples.diff(db, newest, tuples.newest(db))).isEmpty();
            assertThat(tuples.asOf(newest).ask(db, Tuple.of(applied - 1, "right"))).isTrue();
        }
    }
}
