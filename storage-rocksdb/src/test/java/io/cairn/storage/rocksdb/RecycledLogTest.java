package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.CorruptionException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that is written over an older one, whose records follow behind its end: what a process that
 * was killed leaves, cut and damaged. The copies are taken while the database is open.
 */
class RecycledLogTest {

    private static final int VALUE_BYTES = 1_000;
    private static final int COMMITS_MAX = 20_000;

    /** So many commits are in the recycled log. */
    private static final int COMMITS = 20;

    @TempDir Path temporary;

    private final Random random = new Random(5);

    private Path copy = Path.of("");
    private int commits;

    @BeforeEach
    void writeUntilALogIsWrittenOver() throws IOException {
        Path original = temporary.resolve("original");
        Map<String, Object> small = Map.of("writeBufferBytes", "64KiB", "maxWriteBuffers", 2);
        try (StorageEngine engine = Configs.open(original, small)) {
            Path log = newestLog(original);
            while (!holdsAnOlderLog(log) && commits < COMMITS_MAX) {
                commit(engine);
                log = newestLog(original);
            }
            assertThat(holdsAnOlderLog(log)).isTrue();
            for (int i = 0; i < COMMITS; i++) {
                commit(engine);
            }
            assertThat(engine.counters().get("wal_size_bytes")).isLessThan(lengths(original));
            copy = temporary.resolve("copy");
            copy(original);
        }
    }

    @Test
    void nothingIsMissing() {
        assertThat(found()).isEqualTo(commits);
    }

    @Test
    void theLengthIsThatOfTheLogsOwnRecords() throws IOException {
        Path log = newestLog(copy);
        long number = LogDirectory.number(log);
        assertThat(LogLength.of(log, number)).isEqualTo(end(log)).isLessThan(Files.size(log));
        assertThat(LogLength.of(log, number + 1)).isZero();
    }

    @Test
    void anUnfinishedLastRecordIsDropped() throws IOException {
        Path log = newestLog(copy);
        overwrite(log, end(log) - 5, new byte[5]);

        assertThat(found()).isEqualTo(commits - 1);
    }

    @Test
    void damageBeforeTheEndIsReported() throws IOException {
        Path log = newestLog(copy);
        overwrite(log, end(log) - 3 * VALUE_BYTES, new byte[] {1, 2, 3, 4, 5});

        assertThatThrownBy(this::found)
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining(log.getFileName().toString());
    }

    @Test
    void theRestOfABlockMayBeTooShortForAHeader() throws IOException {
        Path database = temporary.resolve("blocks");
        try (StorageEngine engine = Configs.open(database, Map.of())) {
            put(engine, 20_000);
            Path log = newestLog(database);
            long around = around(engine, log);
            for (int rest = 0; rest < 16; rest++) {
                while (left(log) < 20_000 + around) {
                    put(engine, 5_000);
                }
                put(engine, (int) (left(log) - around - rest));
                assertThat(left(log)).isEqualTo(rest == 0 ? LogFile.BLOCK_BYTES : rest);
            }
            put(engine, 1);
            assertThat(LogFile.examine(log, LogDirectory.number(log)).badAt())
                    .isEqualTo(LogFile.NONE);
            assertThat(LogLength.of(log, LogDirectory.number(log))).isEqualTo(Files.size(log));
        }
    }

    /** Returns what a record is longer than a value of between 16 KiB and a block. */
    private static long around(StorageEngine engine, Path log) throws IOException {
        while (left(log) < 25_000) {
            put(engine, 5_000);
        }
        long before = end(log);
        put(engine, 20_000);
        return end(log) - before - 20_000;
    }

    private static long left(Path log) throws IOException {
        return LogFile.BLOCK_BYTES - end(log) % LogFile.BLOCK_BYTES;
    }

    private static void put(StorageEngine engine, int valueBytes) {
        WriteBatch batch = new WriteBatch();
        batch.put(0, key(0), new byte[valueBytes]);
        engine.apply(batch);
    }

    private void commit(StorageEngine engine) {
        WriteBatch batch = new WriteBatch();
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        batch.put(0, key(commits++), value);
        engine.apply(batch);
    }

    /** Opens the copy, and counts the commits, of which none before the last may be missing. */
    private int found() {
        try (StorageEngine engine = Configs.open(copy, Map.of())) {
            int count = 0;
            while (engine.latest().get(0, key(count)) != null) {
                count++;
            }
            return count;
        }
    }

    private static byte[] key(int number) {
        return Bytes.utf8("key-%06d".formatted(number));
    }

    private static boolean holdsAnOlderLog(Path log) throws IOException {
        return Files.size(log) > end(log) + 10 * VALUE_BYTES;
    }

    /** Returns where the log's own records end. */
    private static long end(Path log) throws IOException {
        long badAt = LogFile.examine(log, LogDirectory.number(log)).badAt();
        return badAt == LogFile.NONE ? Files.size(log) : badAt;
    }

    private static long lengths(Path directory) throws IOException {
        long sum = 0;
        for (Path log : LogDirectory.files(directory)) {
            sum += Files.size(log);
        }
        return sum;
    }

    private static Path newestLog(Path directory) throws IOException {
        return LogDirectory.files(directory).getLast();
    }

    private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            access.write(bytes);
        }
    }

    private void copy(Path original) throws IOException {
        Files.createDirectory(copy);
        List<Path> files;
        try (Stream<Path> list = Files.list(original)) {
            files = list.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
    }
}
