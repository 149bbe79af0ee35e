package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.KilledProcess;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it applies changes leaves each applied as a whole or not at all.
 */
class CrashTest {

    private static final int KEPT = 10;

    /** Three steps of six changes. */
    private static final int IMAGES_MIN = 18;

    private static final int CHANGES = 9;

    /** The announcement, and the log in pieces. */
    private static final int PRUNING_STEPS_MIN = 5;

    @TempDir Path directory;

    /** Applies change after change: two tuples come, two of an earlier change go. */
    static final class Writer {
        public static void main(String[] args) {
            write(
                    Store.ROCKSDB.open(Path.of(args[0])).db(),
                    Integer.MAX_VALUE,
                    System.out::println);
        }

        static void write(Database db, int steps, IntConsumer done) {
            VersionedTuples tuples = tuples(db);
            for (int i = 0; i < steps; i++) {
                Change change = tuples.begin(db, "change " + i);
                for (String side : new String[] {"left", "right"}) {
                    change.add(db, Tuple.of(i, side));
                    if (i >= KEPT) {
                        change.remove(db, Tuple.of(i - KEPT, side));
                    }
                }
                change.apply(db);
                done.accept(i);
            }
        }
    }

    private static VersionedTuples tuples(Database db) {
        return new VersionedTuples(db.keyspace("versions"), Subspace.of("versions"), 2);
    }

    @Test
    void aChangeIsAppliedAsAWholeOrNotAtAll() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 50 + new Random(10).nextInt(50));
        check(directory, done);
    }

    @Test
    void itIsAppliedOrNotAfterEachCommit() throws Exception {
        CrashImages.of(directory, KEPT + 1, (db, done) -> Writer.write(db, KEPT + 4, done))
                .each(IMAGES_MIN, CrashTest::check);
    }

    @Test
    void pruningGoesOnWhereItWasKilled() throws Exception {
        List<Version> versions = new ArrayList<>();
        CrashImages images = new CrashImages(directory, 0);
        long rest;
        try (Opened opened = Opened.of(Store.ROCKSDB, directory, 2)) {
            for (int i = 0; i < CHANGES; i++) {
                Tuple[] tuples = tuples(i % 2);
                versions.add(i < 2 ? opened.added(tuples) : flipped(opened, i, tuples));
            }
            opened.db().addCommitHook(images);
            opened.tuples().prune(opened.db(), versions.getLast());
            rest = opened.rawKeys();
        }
        images.each(
                PRUNING_STEPS_MIN,
                (image, _) -> {
                    try (Opened opened = Opened.of(Store.ROCKSDB, image, 2)) {
                        assertThat(opened.tuples().oldest(opened.db()))
                                .isEqualTo(versions.getLast());
                        alive(opened);
                        assertThat(opened.tuples().prune(opened.db(), versions.getLast()))
                                .isEqualTo(versions.getLast());
                        alive(opened);
                        assertThat(opened.rawKeys()).isEqualTo(rest);
                    }
                });
    }

    /** Takes half away and gives it back, in turns. */
    private static Version flipped(Opened opened, int change, Tuple... tuples) {
        return change % 4 < 2 ? opened.added(tuples) : opened.removed(tuples);
    }

    private static Tuple[] tuples(int half) {
        return IntStream.range(0, 100).mapToObj(i -> Tuple.of(half, i)).toArray(Tuple[]::new);
    }

    private static void alive(Opened opened) {
        AsOf newest = opened.tuples().asOf(opened.tuples().newest(opened.db()));
        for (int half = 0; half < 2; half++) {
            for (Tuple tuple : tuples(half)) {
                boolean lives = (CHANGES - 1 - half) % 4 < 2;
                assertThat(opened.tuples().ask(opened.db(), tuple)).isEqualTo(lives);
                assertThat(newest.ask(opened.db(), tuple)).isEqualTo(lives);
            }
        }
    }

    private static void check(Path directory, int done) {
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
            Version before =
                    tuples.history(db, Tuple.of(applied - 2, "right")).getFirst().version();
            assertThat(tuples.diff(db, before, newest))
                    .containsExactlyInAnyOrder(
                            new Edit(Tuple.of(applied - 1, "left"), true),
                            new Edit(Tuple.of(applied - 1, "right"), true),
                            new Edit(Tuple.of(applied - 1 - KEPT, "left"), false),
                            new Edit(Tuple.of(applied - 1 - KEPT, "right"), false));
            assertThat(tuples.asOf(newest).ask(db, Tuple.of(applied - 1, "right"))).isTrue();
        }
    }
}
