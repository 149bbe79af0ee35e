package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.KilledProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it stores objects, each in several transactions, leaves every
 * object as one of its puts made it, and nothing that cannot be swept.
 */
class CrashTest {

    private static final long LIMIT = 1L << 30;
    private static final int KEYS = 3;
    private static final int BYTES = 5 << 20;
    private static final int CHUNKS = BYTES / (128 << 10);

    /** Noting, storing in two pieces, and putting in the other's place. */
    private static final int IMAGES_MIN = 4;

    @TempDir Path directory;

    /** Replaces one object after the other. */
    static final class Writer {
        public static void main(String[] args) {
            write(
                    Where.ROCKSDB.open(Path.of(args[0]), LIMIT).store(),
                    Integer.MAX_VALUE,
                    System.out::println);
        }

        static void write(ObjectStore store, int steps, IntConsumer done) {
            for (int i = 0; i < steps; i++) {
                store.upsert(
                        "k" + i % KEYS, OpenObjects.value(i, BYTES), ReplicateConfig.standard());
                done.accept(i);
            }
        }
    }

    @Test
    void anObjectIsAsOneOfItsPutsMadeIt() throws Exception {
        int done = KilledProcess.killed(Writer.class, directory, 6 + new Random(11).nextInt(6));
        check(directory, done);
    }

    @Test
    void itIsAsOneMadeItAfterEachCommit() throws Exception {
        CrashImages images = new CrashImages(directory, KEYS);
        try (OpenObjects open = Where.ROCKSDB.open(directory, LIMIT)) {
            open.openRows().db().addCommitHook(images);
            Writer.write(open.store(), KEYS + 1, images::done);
        }
        images.each(IMAGES_MIN, CrashTest::check);
    }

    @Test
    void anObjectIsRemovedAtOnce() throws Exception {
        CrashImages images = new CrashImages(directory, 1);
        try (OpenObjects open = Where.ROCKSDB.open(directory, LIMIT)) {
            open.openRows().db().addCommitHook(images);
            Writer.write(open.store(), 1, _ -> {});
            images.done(0);
            assertThat(open.store().remove("k0")).isTrue();
        }
        assertThat(images.images()).isNotEmpty();
        for (CrashImages.Image image : images.images()) {
            try (OpenObjects open = Where.ROCKSDB.open(image.directory(), LIMIT)) {
                assertThat(open.rawKeys()).isZero();
            }
        }
    }

    private static void check(Path directory, int done) {
        try (OpenObjects open = Where.ROCKSDB.open(directory, LIMIT)) {
            open.store().sweep(Duration.ZERO);
            for (int i = done - KEYS; i < done; i++) {
                // The put that was killed may have ended, without a word of it.
                byte[] replaced = OpenObjects.value(i + KEYS, BYTES);
                byte[] content = open.store().get("k" + i % KEYS).orElseThrow();
                if (i > done - KEYS || !Arrays.equals(content, replaced)) {
                    assertThat(content).isEqualTo(OpenObjects.value(i, BYTES));
                }
            }
            assertThat(open.rawKeys()).isEqualTo(KEYS * (1 + CHUNKS));
            assertThat(open.used()).isEqualTo((long) KEYS * BYTES);
        }
    }
}
