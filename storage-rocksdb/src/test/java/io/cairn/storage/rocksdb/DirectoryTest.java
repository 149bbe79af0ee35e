package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ConfigException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be opened, and that a refused directory stays as it was. */
class DirectoryTest {

    @TempDir Path temporary;

    @Test
    void aSecondEngineInThisProcessIsRefused() {
        Path directory = temporary.resolve("db");
        try (StorageEngine first = open(directory, Map.of())) {
            assertThat(first.info().persistent()).isTrue();
            assertThatThrownBy(() -> open(directory, Map.of()))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                    .hasMessageContaining(directory.toString());
        }
        open(directory, Map.of()).close();
    }

    @Test
    void aLongerIdentifierThatAnotherProcessLeftIsReplaced() throws IOException {
        Path directory = temporary.resolve("db");
        open(directory, Map.of()).close();
        Path lock = directory.resolve(DirectoryLock.FILE_NAME);
        Files.writeString(lock, "12345678901234567890\n");
        try (StorageEngine engine = open(directory, Map.of())) {
            assertThat(engine.info().persistent()).isTrue();
            assertThat(lock).content().isEqualTo(ProcessHandle.current().pid() + "\n");
        }
    }

    @Test
    void aSecondProcessIsRefusedAndToldTheFirstOnesPid() throws Exception {
        Path directory = temporary.resolve("db");
        try (StorageEngine first = open(directory, Map.of())) {
            assertThat(first.keyspaceNames()).contains("");
            Process child = Children.start(OpenAndReport.class, directory.toString());
            String output = Children.output(child);
            assertThat(output)
                    .contains("LOCKED")
                    .contains("pid=" + ProcessHandle.current().pid())
                    .contains(directory.toString());
        }
        assertThat(Children.output(Children.start(OpenAndReport.class, directory.toString())))
                .contains("OPENED");
    }

    /** Opens a database in a process of its own. */
    static final class OpenAndReport {
        public static void main(String[] args) {
            try (StorageEngine engine = open(Path.of(args[0]), Map.of())) {
                System.out.println("OPENED " + engine);
            } catch (UnavailableException e) {
                System.out.println(e.code() + " " + e.getMessage());
            }
        }
    }

    @Test
    void aLockLeftByADeadProcessIsNoObstacle() throws IOException {
        Path directory = temporary.resolve("db");
        open(directory, Map.of()).close();
        Files.writeString(directory.resolve(DirectoryLock.FILE_NAME), "999999\n");
        open(directory, Map.of()).close();
    }

    @Test
    void aForeignDirectoryIsRefusedAndNotTouched() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("photos"));
        Files.writeString(directory.resolve("cat.jpg"), "miau");
        assertThatThrownBy(() -> open(directory, Map.of()))
                .isInstanceOfSatisfying(
                        CorruptionException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT))
                .hasMessageContaining("not a Cairn database");
        assertThat(names(directory)).containsExactly("cat.jpg");
    }

    @Test
    void whatAServerKeepsBesideItsDatabaseIsNotForeign() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("db"));
        Files.writeString(directory.resolve("cairn.sock"), "");
        Files.writeString(directory.resolve("cairn.sock.lock"), "17\n");
        Files.writeString(directory.resolve("cairn.sock.pid"), "17\n");
        open(directory, Map.of()).close();
        assertThat(names(directory)).contains("cairn.sock", "cairn.sock.pid");
    }

    @Test
    void aNewerFormatIsRefusedNamingBothVersionsAndNotTouched() throws IOException {
        Path directory = temporary.resolve("db");
        open(directory, Map.of()).close();
        Path lock = directory.resolve(DirectoryLock.FILE_NAME);
        Files.writeString(lock, "another\n");
        Files.writeString(
                directory.resolve(FormatFile.FILE_NAME),
                "format=cairn-database\nversion=7\nengine=rocksdb\n");
        List<String> before = names(directory);
        assertThatThrownBy(() -> open(directory, Map.of()))
                .isInstanceOfSatisfying(
                        CorruptionException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT))
                .hasMessageContaining("format=7")
                .hasMessageContaining("newest readable=2");
        assertThat(names(directory)).isEqualTo(before);
        assertThat(lock).content().isEqualTo("another\n");
    }

    @Test
    void aDamagedFormatFileAndAnotherEnginesDirectoryAreRefused() throws IOException {
        Path directory = temporary.resolve("db");
        open(directory, Map.of()).close();
        Path format = directory.resolve(FormatFile.FILE_NAME);
        for (String text :
                List.of(
                        "",
                        "nonsense",
                        "format=cairn-database\nversion=x\n",
                        "format=cairn-database\nversion=0\nengine=rocksdb\n",
                        "format=cairn-database\nversion=1\nengine=other\n",
                        "x".repeat(10_000))) {
            Files.writeString(format, text);
            assertThatThrownBy(() -> open(directory, Map.of()))
                    .isInstanceOfSatisfying(
                            CorruptionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT));
        }
    }

    @Test
    void aDatabaseThatLostItsHeadIsNotStartedAfresh() throws IOException {
        Path directory = temporary.resolve("db");
        try (StorageEngine engine = open(directory, Map.of())) {
            WriteBatch batch = new WriteBatch();
            batch.put(0, new byte[] {1}, new byte[] {2});
            engine.apply(batch);
            engine.checkpoint();
        }
        Files.delete(directory.resolve("CURRENT"));
        assertThatThrownBy(() -> open(directory, Map.of()))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("CURRENT");
    }

    @Test
    void aDamagedTableIsReportedWhenItIsRead() throws IOException {
        Path directory = temporary.resolve("db");
        try (StorageEngine engine = open(directory, Map.of())) {
            WriteBatch batch = new WriteBatch();
            for (int i = 0; i < 1000; i++) {
                batch.put(0, new byte[] {1, (byte) (i >> 8), (byte) i}, new byte[100]);
            }
            engine.apply(batch);
            engine.checkpoint();
        }
        Path table;
        try (Stream<Path> files = Files.list(directory)) {
            table = files.filter(f -> f.toString().endsWith(".sst")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(table);
        bytes[10] ^= 0x55;
        Files.write(table, bytes);
        for (String calls : List.of("ffm", "jni")) {
            try (StorageEngine engine = open(directory, Map.of("native", calls))) {
                assertThatThrownBy(() -> engine.latest().get(0, new byte[] {1, 0, 1}))
                        .isInstanceOfSatisfying(
                                CorruptionException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM));
                assertThatThrownBy(() ->
                                engine.latest().getAll(0, new byte[][] {{1, 0, 1}, {1, 0, 2}}))
                        .isInstanceOf(CorruptionException.class);
                assertThatThrownBy(() -> Scans.keys(engine.latest(), 0))
                        .isInstanceOf(CorruptionException.class);
            }
        }
    }

    @Test
    void aMissingDatabaseIsNotCreatedUnasked() {
        Path directory = temporary.resolve("db");
        assertThatThrownBy(() -> open(directory, Map.of("createIfMissing", false)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(directory.toString());
        assertThat(directory).doesNotExist();
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "text");
        for (Path path : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> open(path, Map.of()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining(path.toString());
        }
    }

    @Test
    void theLogDirectoryCannotChangeWhileTheLogHoldsCommits() throws IOException {
        Path directory = temporary.resolve("db");
        Path logs = temporary.resolve("logs");
        WriteBatch batch = new WriteBatch();
        batch.put(0, new byte[] {1}, new byte[] {2});
        try (StorageEngine engine = open(directory, Map.of("walDirectory", logs))) {
            engine.apply(batch);
        }
        assertThat(names(logs)).anyMatch(name -> name.endsWith(".log"));
        assertThatThrownBy(() -> open(directory, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/walDirectory: ")
                .hasMessageContaining(logs.toString());
        assertThatThrownBy(() -> open(temporary.resolve("other"), Map.of("walDirectory", logs)))
                .isInstanceOf(ConfigException.class);
        try (StorageEngine engine = open(directory, Map.of("walDirectory", logs))) {
            assertThat(engine.latest().get(0, new byte[] {1})).isEqualTo(new byte[] {2});
            engine.checkpoint();
        }
        try (StorageEngine engine = open(directory, Map.of())) {
            assertThat(engine.latest().get(0, new byte[] {1})).isEqualTo(new byte[] {2});
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static StorageEngine open(Path directory, Map<String, Object> options) {
        return Configs.open(directory, options);
    }
}
