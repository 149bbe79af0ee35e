package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.CorruptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of format 1 is opened with its data and the last commit version. */
class FormatUpgradeTest {

    @TempDir Path temporary;

    @Test
    void theVersionRowBecomesAFile() throws IOException {
        Path directory = temporary.resolve("db");
        old(directory, Map.of(), version(70_000));
        assertUpgraded(directory, Map.of(), 70_000);
        assertThat(FormatFile.read(directory)).isEqualTo(new FormatFile(FormatFile.VERSION, null));
        assertUpgraded(directory, Map.of(), 70_000);
    }

    @Test
    void aCrashBeforeTheFamilyWasDroppedIsMadeGood() throws IOException {
        Path directory = temporary.resolve("db");
        old(directory, Map.of(), version(70_000));
        VersionFile.create(directory, 80_000);
        new FormatFile(FormatFile.VERSION, null).write(directory);
        assertUpgraded(directory, Map.of(), 80_000);
    }

    @Test
    void aCrashBeforeTheFormatWasWrittenIsMadeGood() throws IOException {
        Path directory = temporary.resolve("db");
        old(directory, Map.of(), version(70_000));
        VersionFile.create(directory, 60_000);
        assertUpgraded(directory, Map.of(), 70_000);
    }

    @Test
    void theLogElsewhereIsStillRemembered() throws IOException {
        Path directory = temporary.resolve("db");
        Path log = temporary.resolve("log");
        Map<String, Object> options = Map.of("walDirectory", log.toString());
        old(directory, options, version(5));
        assertUpgraded(directory, options, 5);
        assertThat(FormatFile.read(directory)).isEqualTo(new FormatFile(FormatFile.VERSION, log));
    }

    @Test
    void aDamagedRowIsRefusedAndTheFormatStays() throws IOException {
        Path directory = temporary.resolve("db");
        old(directory, Map.of(), new byte[3]);
        assertThatThrownBy(() -> Configs.open(directory, Map.of()))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("8 bytes");
        assertThat(FormatFile.read(directory)).isEqualTo(new FormatFile(1, null));
    }

    /** Makes what a database of format 1 was. */
    private static void old(Path directory, Map<String, Object> options, byte[] row)
            throws IOException {
        try (StorageEngine engine = Configs.open(directory, options)) {
            WriteBatch batch = new WriteBatch();
            batch.put(engine.keyspace("cairn.system"), Bytes.utf8("version"), row);
            batch.put(0, Bytes.utf8("a"), Bytes.utf8("1"));
            batch.put(engine.keyspace("users"), Bytes.utf8("b"), Bytes.utf8("2"));
            engine.apply(batch);
        }
        FormatFile format = FormatFile.read(directory);
        assertThat(format).isNotNull();
        new FormatFile(1, format.log()).write(directory);
        Files.delete(directory.resolve(VersionFile.FILE_NAME));
    }

    private static void assertUpgraded(Path directory, Map<String, Object> options, long version) {
        try (StorageEngine engine = Configs.open(directory, options)) {
            assertThat(engine.reservedVersion()).isEqualTo(version);
            assertThat(engine.keyspaceNames()).containsExactly("", "users");
            assertThat(engine.latest().get(0, Bytes.utf8("a"))).isEqualTo(Bytes.utf8("1"));
            assertThat(engine.latest().get(engine.keyspace("users"), Bytes.utf8("b")))
                    .isEqualTo(Bytes.utf8("2"));
        }
    }

    private static byte[] version(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
