package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.engine.StorageEngine;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number up to which commit versions were given out survives, a torn write included. */
class VersionFileTest {

    @TempDir Path directory;

    @Test
    void theNumberIsTheOneWrittenLastAlsoWhenItIsLower() throws IOException {
        VersionFile.create(directory, 7);
        assertThat(VersionFile.open(directory).version()).isEqualTo(7);
        long[] numbers = {1 << 20, 2 << 20, Long.MAX_VALUE, 3};
        try (VersionFile file = VersionFile.open(directory)) {
            for (long number : numbers) {
                file.write(number);
                assertThat(file.version()).isEqualTo(number);
                assertThat(VersionFile.open(directory).version()).isEqualTo(number);
            }
        }
        try (VersionFile file = VersionFile.open(directory)) {
            file.write(4);
        }
        assertThat(VersionFile.open(directory).version()).isEqualTo(4);
    }

    @Test
    void aTornWriteLeavesTheNumberBeforeIt() throws IOException {
        VersionFile.create(directory, 1);
        try (VersionFile file = VersionFile.open(directory)) {
            file.write(2);
            file.write(3);
        }
        Path path = directory.resolve(VersionFile.FILE_NAME);
        byte[] sound = Files.readAllBytes(path);
        for (int i = 0; i < 20; i++) {
            byte[] torn = sound.clone();
            torn[i] ^= 1;
            Files.write(path, torn);
            assertThat(VersionFile.open(directory).version()).as("byte " + i).isEqualTo(2);
            torn[VersionFile.SLOT_STRIDE + i] ^= 1;
            Files.write(path, torn);
            assertThatThrownBy(() -> VersionFile.open(directory))
                    .as("byte " + i + " of both")
                    .isInstanceOfSatisfying(
                            CorruptionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM))
                    .hasMessageContaining(path.toString());
        }
    }

    @Test
    void anInterruptedThreadWritesItToo() throws IOException {
        VersionFile.create(directory, 1);
        try (VersionFile file = VersionFile.open(directory)) {
            Thread.currentThread().interrupt();
            file.write(2);
            assertThat(Thread.interrupted()).isTrue();
            file.write(3);
        }
        assertThat(VersionFile.open(directory).version()).isEqualTo(3);
    }

    @Test
    void aDatabaseWithoutItIsRefusedAndNotTouched() throws IOException {
        Configs.open(directory, Map.of()).close();
        Files.delete(directory.resolve(VersionFile.FILE_NAME));
        Listing before = Listing.of(directory);
        assertThatThrownBy(() -> Configs.open(directory, Map.of()))
                .isInstanceOfSatisfying(
                        CorruptionException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT))
                .hasMessageContaining("CAIRN-VERSION");
        assertThat(Listing.of(directory).names())
                .containsExactlyInAnyOrderElementsOf(before.names());
    }

    @Test
    void anExportHasTheNumberOfItsDatabase() {
        Path copy = directory.resolve("copy");
        try (StorageEngine engine = Configs.open(directory.resolve("db"), Map.of())) {
            engine.reserveVersion(1 << 20);
            engine.exportTo(copy);
        }
        try (StorageEngine engine = Configs.open(copy, Map.of())) {
            assertThat(engine.reservedVersion()).isEqualTo(1 << 20);
        }
    }
}
