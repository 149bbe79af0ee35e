package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup restores to the same entries, is never written over anything, and damage to it is found.
 */
class BackupTest {

    @TempDir Path temp;

    private String db;
    private Path backup;
    private Path restored;

    @BeforeEach
    void database() {
        db = "rocksdb:" + temp.resolve("db");
        backup = temp.resolve("backup");
        restored = temp.resolve("restored");
        for (int i = 0; i < 10; i++) {
            assertThat(CliRun.of("put", "--db", db, "k" + i, "v" + i).code()).isZero();
        }
    }

    @Test
    void aBackupRestoresToTheSameEntries() {
        ok("backup", "--db", db, "--to", backup.toString());
        assertThat(ok("verify", "--backup", backup.toString()).out())
                .contains("all checksums agree");
        ok("delete", "--db", db, "--all");
        ok("restore", "--from", backup.toString(), "--to", restored.toString());
        assertThat(ok("scan", "--db", "rocksdb:" + restored).lines())
                .hasSize(10)
                .startsWith("k0\tv0")
                .endsWith("k9\tv9");
        assertThat(ok("count", "--db", db).out()).isEqualTo("0\n");
    }

    @Test
    void nothingIsOverwritten() {
        ok("backup", "--db", db, "--to", backup.toString());
        CliRun again = CliRun.of("backup", "--db", db, "--to", backup.toString());
        assertThat(again.code()).isEqualTo(5);
        assertThat(again.err()).contains(backup.toString()).hasLineCount(1);
        CliRun over =
                CliRun.of(
                        "restore",
                        "--from",
                        backup.toString(),
                        "--to",
                        temp.resolve("db").toString());
        assertThat(over.code()).isEqualTo(5);
        assertThat(ok("count", "--db", db).out()).isEqualTo("10\n");
    }

    @Test
    void damageIsFoundAndNotRestored() throws IOException {
        ok("backup", "--db", db, "--to", backup.toString());
        Path damaged;
        try (Stream<Path> files = Files.list(backup)) {
            damaged =
                    files.filter(file -> file.toString().endsWith(".sst"))
                            .findFirst()
                            .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        // A new file, because the old one is shared with the database.
        Files.delete(damaged);
        Files.write(damaged, bytes, StandardOpenOption.CREATE_NEW);
        CliRun verify = CliRun.of("verify", "--backup", backup.toString());
        assertThat(verify.code()).isEqualTo(4);
        assertThat(verify.err()).contains(damaged.getFileName().toString());
        assertThat(
                        CliRun.of(
                                        "restore",
                                        "--from",
                                        backup.toString(),
                                        "--to",
                                        restored.toString())
                                .code())
                .isEqualTo(4);
        assertThat(Files.exists(restored)).isFalse();
    }

    @Test
    void whatIsNoBackupIsRefused() {
        assertThat(CliRun.of("verify", "--backup", temp.resolve("none").toString()).code())
                .isNotZero();
        assertThat(
                        CliRun.of("restore", "--from", temp.toString(), "--to", restored.toString())
                                .code())
                .isEqualTo(4);
    }

    @Test
    void theMemoryEngineHasNothingToBackUp() {
        CliRun run = CliRun.of("backup", "--db", "memory:", "--to", backup.toString());
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("nothing on disk", "cairn export");
        assertThat(Files.exists(backup)).isFalse();
    }

    @Test
    void aDatabaseIsVerifiedInAllKeyspaces() {
        ok("put", "--db", db, "--keyspace", "more", "k", "v");
        assertThat(ok("verify", "--db", db).lines())
                .containsExactly(
                        "default keyspace: 10 entries, 40 B, forward and reverse agree",
                        "keyspace more: 1 entry, 2 B, forward and reverse agree");
        assertThat(ok("verify", "--db", "memory:").out()).contains("0 entries");
    }

    private static CliRun ok(String... arguments) {
        CliRun run = CliRun.of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }
}
