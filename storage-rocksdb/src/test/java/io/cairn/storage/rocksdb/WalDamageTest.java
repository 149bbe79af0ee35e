package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case damages a fresh copy of a database whose commits are in the log only. */
class WalDamageTest {

    private static final int COMMITS = 400;
    private static final int VALUE_BYTES = 300;

    @TempDir Path temporary;

    private Path original = Path.of("");
    private int copies;

    @BeforeEach
    void writeOriginal() {
        original = temporary.resolve("original");
        write(Map.of());
    }

    private void write(Map<String, Object> options) {
        try (StorageEngine engine = open(original, options)) {
            for (int i = 0; i < COMMITS; i++) {
                WriteBatch batch = new WriteBatch();
                batch.put(0, key(i), new byte[VALUE_BYTES]);
                engine.apply(batch);
            }
        }
    }

    @Test
    void intactLogGivesEverything() throws IOException {
        Path copy = copy();
        try (StorageEngine engine = open(copy, Map.of())) {
            assertThat(prefix(engine)).isEqualTo(COMMITS);
        }
    }

    @Test
    void tornTailGivesThePrefix() throws IOException {
        for (int cut : new int[] {1, 5, 100, 333, 1000, 20_000}) {
            Path copy = copy();
            try (RandomAccessFile file = new RandomAccessFile(log(copy).toFile(), "rw")) {
                file.setLength(file.length() - cut);
            }
            try (StorageEngine engine = open(copy, Map.of())) {
                int lost = COMMITS - prefix(engine);
                assertThat(lost).isBetween(1, cut / VALUE_BYTES + 1);
            }
            assertThat(prefixAfterReopen(copy)).isGreaterThan(0);
        }
    }

    @Test
    void zeroedTailGivesThePrefix() throws IOException {
        Path copy = copy();
        try (RandomAccessFile file = new RandomAccessFile(log(copy).toFile(), "rw")) {
            file.seek(file.length() - 500);
            file.write(new byte[500]);
        }
        try (StorageEngine engine = open(copy, Map.of())) {
            assertThat(prefix(engine)).isBetween(COMMITS - 3, COMMITS - 1);
        }
    }

    @Test
    void anyFlippedByteBeforeTheLastRecordIsReported() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            Path copy = copy();
            Path log = log(copy);
            long at = random.nextLong(Files.size(log) - 700);
            flip(log, at);
            assertThatThrownBy(() -> open(copy, Map.of()).close())
                    .as("byte %d", at)
                    .isInstanceOfSatisfying(
                            CorruptionException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM);
                                assertThat(e).hasMessageContaining(log.getFileName().toString());
                                assertThat(Long.parseLong(e.context().get("offset")))
                                        .isBetween(at - 33_000, at);
                            });
            deleteTree(copy);
        }
    }

    @Test
    void aFlippedLengthInTheLastBlockIsReported() throws IOException {
        Path copy = copy();
        Path log = log(copy);
        long blockStart = Files.size(log) / (32 << 10) * (32 << 10);
        assertThat(Files.size(log) - blockStart).isGreaterThan(2000);
        flip(log, blockStart + 5);
        assertThatThrownBy(() -> open(copy, Map.of()).close())
                .isInstanceOf(CorruptionException.class);
    }

    @Test
    void aTornLogBeforeANewerOneIsReported() throws IOException {
        // The records of other logs bear their log's number.
        original = temporary.resolve("plain");
        write(Map.of("recycledLogs", 0));
        Path copy = copy();
        Path log = log(copy);
        Path newer = log.resolveSibling("999999.log");
        Files.copy(log, newer);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(file.length() - 5);
        }
        assertThatThrownBy(() -> open(copy, Map.of()).close())
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining(log.getFileName().toString());
    }

    @Test
    void pointInTimeAcceptsDamageAndAbsoluteNoTornTail() throws IOException {
        Path flipped = copy();
        flip(log(flipped), Files.size(log(flipped)) / 2);
        try (StorageEngine engine = open(flipped, Map.of("walRecovery", "point_in_time"))) {
            assertThat(prefix(engine)).isBetween(COMMITS / 3, COMMITS * 2 / 3);
        }
        Path torn = copy();
        try (RandomAccessFile file = new RandomAccessFile(log(torn).toFile(), "rw")) {
            file.setLength(file.length() - 5);
        }
        assertThatThrownBy(() -> open(torn, Map.of("walRecovery", "absolute")).close())
                .isInstanceOf(CorruptionException.class);
    }

    @Test
    void recordsOverManyBlocksAreSound() throws IOException {
        Path large = temporary.resolve("large");
        try (StorageEngine engine = open(large, Map.of())) {
            WriteBatch batch = new WriteBatch();
            byte[] value = new byte[200_000];
            new Random(3).nextBytes(value);
            batch.put(0, key(0), value);
            engine.apply(batch);
            engine.apply(batch);
        }
        LogFile.Findings findings = examine(log(large));
        assertThat(findings.badAt()).isEqualTo(LogFile.NONE);
        assertThat(findings.nextSequence()).isEqualTo(findings.firstSequence() + 2);
        flip(log(large), 250_000);
        assertThat(examine(log(large)).badAt()).isBetween(200_000L, 201_000L);
    }

    /** Counts the commits, and checks that none is missing before the last. */
    private static int prefix(StorageEngine engine) {
        int count = 0;
        while (count < COMMITS && engine.latest().get(0, key(count)) != null) {
            count++;
        }
        for (int i = count; i < COMMITS; i++) {
            assertThat(engine.latest().get(0, key(i))).as("commit %d", i).isNull();
        }
        return count;
    }

    private static int prefixAfterReopen(Path directory) {
        try (StorageEngine engine = open(directory, Map.of())) {
            return prefix(engine);
        }
    }

    private static StorageEngine open(Path directory, Map<String, Object> options) {
        return Configs.open(directory, options);
    }

    private static byte[] key(int i) {
        return Bytes.utf8(String.format("key-%06d", i));
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            int old = access.read();
            access.seek(at);
            access.write(old ^ 0x40);
        }
    }

    private static LogFile.Findings examine(Path log) throws IOException {
        return LogFile.examine(log, LogDirectory.number(log));
    }

    private static Path log(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    private Path copy() throws IOException {
        Path copy = temporary.resolve("copy-" + copies++);
        Files.createDirectory(copy);
        List<Path> files;
        try (Stream<Path> list = Files.list(original)) {
            files = list.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private static void deleteTree(Path directory) throws IOException {
        Export.deleteTree(directory);
    }
}
