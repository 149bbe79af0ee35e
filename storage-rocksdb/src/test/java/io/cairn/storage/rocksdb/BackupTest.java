package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir Path temporary;

    @Test
    void exportsWhileWritingHoldAPrefixOfTheBatches() throws Exception {
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), Map.of())) {
            int other = engine.keyspace("other");
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger applied = new AtomicInteger();
            Thread writer =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!stop.get()) {
                                    engine.apply(pair(applied.get(), other));
                                    applied.incrementAndGet();
                                }
                            });
            try {
                for (int round = 0; round < 4; round++) {
                    int least = applied.get();
                    Path target = temporary.resolve("export-" + round);
                    engine.exportTo(target);
                    int most = applied.get() + 1;
                    try (StorageEngine copy = Configs.open(target, Map.of())) {
                        assertThat(copy.keyspaceNames()).contains("", "other");
                        int count = Scans.keys(copy.latest(), 0).size();
                        assertThat(count).isBetween(least, most);
                        assertThat(Scans.keys(copy.latest(), copy.keyspace("other")))
                                .hasSize(count);
                        if (count > 0) {
                            assertThat(copy.latest().get(0, key(count - 1))).isNotNull();
                        }
                    }
                }
            } finally {
                stop.set(true);
                writer.join();
            }
        }
    }

    @Test
    void anExistingTargetIsNotExportedInto() throws IOException {
        Path target = Files.createDirectory(temporary.resolve("target"));
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), Map.of())) {
            assertThatThrownBy(() -> engine.exportTo(target))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining(target.toString());
        }
    }

    @Test
    void aBackupIsVerifiedAndRestored() {
        Path backup = backup(50);
        RocksDbBackup.Summary summary = RocksDbBackup.verify(backup);
        assertThat(summary.files()).isGreaterThan(3);
        Path restored = temporary.resolve("restored");
        assertThat(RocksDbBackup.restore(backup, restored)).isEqualTo(summary);
        try (StorageEngine engine = Configs.open(restored, Map.of())) {
            assertThat(Scans.keys(engine.latest(), 0)).hasSize(50);
            engine.apply(pair(1000, 0));
        }
        assertThat(RocksDbBackup.verify(backup))
                .as("the restored database shares nothing with the backup")
                .isEqualTo(summary);
    }

    @Test
    void aBackupThatWasOpenedAsADatabaseIsNoLongerSound() {
        Path backup = backup(50);
        try (StorageEngine engine = Configs.open(backup, Map.of())) {
            engine.apply(pair(1000, 0));
            engine.checkpoint();
        }
        assertThatThrownBy(() -> RocksDbBackup.verify(backup))
                .isInstanceOf(CorruptionException.class);
    }

    @Test
    void restoringNeverOverwrites() throws IOException {
        Path backup = backup(5);
        Path occupied = Files.createDirectory(temporary.resolve("occupied"));
        Path file = Files.writeString(occupied.resolve("mine"), "text");
        for (Path target : List.of(occupied, file)) {
            assertThatThrownBy(() -> RocksDbBackup.restore(backup, target))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining(target.toString());
        }
        assertThat(file).hasContent("text");
        RocksDbBackup.restore(backup, Files.createDirectory(temporary.resolve("empty")));
    }

    @Test
    void aFlippedByteInAnyFileIsNamedAndNothingIsRestored() throws IOException {
        Path backup = backup(50);
        List<Path> files;
        try (Stream<Path> list = Files.list(backup)) {
            files = list.filter(BackupTest::hasContent).toList();
        }
        assertThat(files).hasSizeGreaterThan(4);
        for (Path file : files) {
            byte[] sound = Files.readAllBytes(file);
            byte[] damaged = sound.clone();
            damaged[sound.length / 2] ^= 1;
            Files.write(file, damaged);
            Path target = temporary.resolve("restored");
            for (Runnable action :
                    List.<Runnable>of(
                            () -> RocksDbBackup.verify(backup),
                            () -> RocksDbBackup.restore(backup, target))) {
                assertThatThrownBy(action::run)
                        .isInstanceOfSatisfying(
                                CorruptionException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM))
                        .hasMessageContaining(file.getFileName().toString());
            }
            assertThat(target).doesNotExist();
            Files.write(file, sound);
        }
        RocksDbBackup.verify(backup);
    }

    @Test
    void aMissingFileAndADirectoryThatIsNoBackupAreReported() throws IOException {
        Path backup = backup(5);
        Files.delete(backup.resolve("CURRENT"));
        assertThatThrownBy(() -> RocksDbBackup.verify(backup))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("CURRENT");
        Path plain = Files.createDirectory(temporary.resolve("plain"));
        assertThatThrownBy(() -> RocksDbBackup.verify(plain))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("not a backup");
        assertThatThrownBy(() -> RocksDbBackup.seal(plain))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("not a Cairn database");
    }

    private static boolean hasContent(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path backup(int entries) {
        Path backup = temporary.resolve("backup");
        try (RocksDbEngine engine = Configs.open(temporary.resolve("db"), Map.of())) {
            for (int i = 0; i < entries; i++) {
                engine.apply(pair(i, 0));
            }
            RocksDbBackup.backup(engine, backup);
            try (EngineSnapshot view = engine.snapshot()) {
                assertThat(Scans.keys(view, 0)).hasSize(entries);
            }
        }
        return backup;
    }

    private static WriteBatch pair(int i, int other) {
        WriteBatch batch = new WriteBatch();
        batch.put(0, key(i), new byte[100]);
        batch.put(other, key(i), new byte[100]);
        return batch;
    }

    private static byte[] key(int i) {
        return Bytes.utf8(String.format("key-%06d", i));
    }
}
