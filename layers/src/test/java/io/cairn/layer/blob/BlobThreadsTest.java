package io.cairn.layer.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.TransactionStateException;
import io.cairn.layer.testing.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two threads on one object. */
class BlobThreadsTest {

    private static final int TIMES = 60;

    @TempDir Path directory;

    /** Runs two tasks at once and returns the sum of their results. */
    private static long both(Callable<Long> one, Callable<Long> other) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            long sum = 0;
            for (Future<Long> result : threads.invokeAll(List.of(one, other))) {
                sum += result.get();
            }
            return sum;
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothPutTheSameContent(Store store) throws Exception {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(1, 95);
            Callable<Long> puts =
                    () -> {
                        for (int i = 0; i < TIMES; i++) {
                            open.blobs().put(open.db(), SeededStream.of(1, 95));
                        }
                        return (long) TIMES;
                    };
            BlobId id = BlobId.ofContent(content);
            assertThat(both(puts, puts)).isEqualTo(2 * TIMES);
            assertThat(open.blobs().references(open.db(), id)).isEqualTo(2 * TIMES);
            assertThat(open.rawKeys()).isEqualTo(OpenBlobs.keysOf(95));
            assertThat(open.blobs().get(open.db(), id)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onePutsWhatTheOtherDeletes(Store store) throws Exception {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(1, 95);
            BlobId id = BlobId.ofContent(content);
            long left =
                    both(
                            () -> {
                                for (int i = 0; i < TIMES; i++) {
                                    open.blobs().put(open.db(), content);
                                    byte[] read = open.blobs().get(open.db(), id);
                                    assertThat(read == null || Arrays.equals(read, content))
                                            .isTrue();
                                }
                                return (long) TIMES;
                            },
                            () ->
                                    -IntStream.range(0, TIMES)
                                            .filter(i -> open.blobs().delete(open.db(), id))
                                            .count());
            assertThat(open.blobs().references(open.db(), id)).isEqualTo(left);
            assertThat(open.rawKeys()).isEqualTo(left > 0 ? OpenBlobs.keysOf(95) : 0);
            for (long i = 0; i < left; i++) {
                assertThat(open.blobs().delete(open.db(), id)).isTrue();
            }
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothDoAnythingWithAFewContents(Store store) throws Exception {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            long left = both(() -> anything(open, 1), () -> anything(open, 2));
            long references = 0;
            long keys = 0;
            for (int which = 0; which < 3; which++) {
                byte[] content = SeededStream.bytes(which, 35 * which);
                long count = open.blobs().references(open.db(), BlobId.ofContent(content));
                references += count;
                keys += count > 0 ? OpenBlobs.keysOf(content.length) : 0;
            }
            assertThat(references).isEqualTo(left);
            assertThat(open.rawKeys()).isEqualTo(keys);
        }
    }

    private static long anything(OpenBlobs open, long seed) throws IOException {
        Random random = new Random(seed);
        long references = 0;
        for (int i = 0; i < TIMES; i++) {
            int which = random.nextInt(3);
            byte[] content = SeededStream.bytes(which, 35 * which);
            BlobId id = BlobId.ofContent(content);
            switch (random.nextInt(4)) {
                case 0 -> {
                    open.blobs().put(open.db(), SeededStream.of(which, content.length));
                    references++;
                }
                case 1 -> references += open.blobs().retain(open.db(), id) ? 1 : 0;
                case 2 -> references -= open.blobs().delete(open.db(), id) ? 1 : 0;
                default -> {
                    byte[] read = open.blobs().get(open.db(), id);
                    assertThat(read == null || Arrays.equals(read, content)).isTrue();
                }
            }
        }
        return references;
    }

    @ParameterizedTest
    @EnumSource
    void oneSweepsWhileTheOtherPuts(Store store) throws Exception {
        try (OpenBlobs open = OpenBlobs.open(store, directory)) {
            byte[] content = SeededStream.bytes(1, 95);
            BlobId id = BlobId.ofContent(content);
            long references =
                    both(
                            () -> {
                                long done = 0;
                                for (int i = 0; i < TIMES; i++) {
                                    done += put(open) ? 1 : 0;
                                }
                                return done;
                            },
                            () -> {
                                for (int i = 0; i < TIMES; i++) {
                                    open.blobs().sweep(open.db(), Duration.ZERO);
                                }
                                return 0L;
                            });
            assertThat(open.blobs().references(open.db(), id)).isEqualTo(references);
            assertThat(open.blobs().get(open.db(), id)).isEqualTo(references > 0 ? content : null);
            assertThat(open.rawKeys()).isEqualTo(references > 0 ? OpenBlobs.keysOf(95) : 0);
        }
    }

    private static boolean put(OpenBlobs open) throws IOException {
        try {
            open.blobs().put(open.db(), SeededStream.of(1, 95));
            return true;
        } catch (TransactionStateException swept) {
            assertThat(swept).hasMessageContaining("swept");
            return false;
        }
    }
}
