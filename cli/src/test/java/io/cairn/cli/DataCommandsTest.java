package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single commands on a database in a directory: what one stores the next one finds, in every
 * format.
 */
class DataCommandsTest {

    @TempDir Path temp;

    private String db;

    @BeforeEach
    void database() {
        db = "rocksdb:" + temp.resolve("db");
    }

    @Test
    void putGetDelete() {
        ok("put", "--db", db, "users/alice", "Alice");
        assertThat(ok("get", "--db", db, "users/alice").out()).isEqualTo("Alice\n");
        ok("delete", "--db", db, "users/alice", "users/nobody");
        CliRun absent = CliRun.of("get", "--db", db, "users/alice");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.out()).isEmpty();
        assertThat(absent.err()).isEqualTo("not found: users/alice\n");
    }

    @Test
    void severalKeysArePrintedWithTheirKeysAndMissingOnesReported() {
        ok("put", "--db", db, "a", "1");
        ok("put", "--db", db, "c", "3");
        CliRun run = CliRun.of("get", "--db", db, "a", "b", "c");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("a\t1\nc\t3\n");
        assertThat(run.err()).isEqualTo("not found: b\n");
    }

    @Test
    void bytesThatAreNoTextTravelAsHexAndJson() {
        ok("put", "--db", db, "0x00ff", "0xcafe00");
        assertThat(ok("get", "--db", db, "0x00ff").out()).isEqualTo("0xcafe00\n");
        assertThat(ok("get", "--db", db, "--hex", "00FF").out()).isEqualTo("0xcafe00\n");
        assertThat(ok("get", "--db", db, "--format", "json", "0x00ff").out())
                .isEqualTo("{\"key64\":\"AP8=\",\"value64\":\"yv4A\"}\n");
        ok("put", "--db", db, "--literal", "0xtext", "0xvalue");
        assertThat(ok("get", "--db", db, "--literal", "0xtext").out())
                .isEqualTo("0x307876616c7565\n");
        assertThat(ok("scan", "--db", db, "--format", "hex", "--prefix", "0x00").out())
                .isEqualTo("0x00ff\t0xcafe00\n");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        ok("put", "--db", db, "k", "\u001b[31mred");
        assertThat(ok("scan", "--db", db).out()).isEqualTo("k\t0x1b5b33316d726564\n");
    }

    @Test
    void valuesComeFromFilesAndPipesAndGoToFiles() throws Exception {
        byte[] bytes = {0, 1, (byte) 0xFF, '\n'};
        Path in = Files.write(temp.resolve("in"), bytes);
        Path out = temp.resolve("out");
        ok("put", "--db", db, "file", "--file", in.toString());
        ok("get", "--db", db, "file", "--out", out.toString());
        assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
        assertThat(
                        CliRun.withInput("from a pipe\n", "put", "--db", db, "pipe", "--file", "-")
                                .code())
                .isZero();
        assertThat(ok("get", "--db", db, "pipe", "--out", "-").out()).isEqualTo("from a pipe\n");

        CliRun again = CliRun.of("get", "--db", db, "file", "--out", out.toString());
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).contains(out.toString(), "exists already");
        CliRun missing =
                CliRun.of("put", "--db", db, "k", "--file", temp.resolve("none").toString());
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).contains("none", "no such file");
    }

    @Test
    void conditionalPutsSayWhatTheyDid() {
        assertThat(CliRun.of("put", "--db", db, "--if-present", "lock", "me").code()).isEqualTo(1);
        ok("put", "--db", db, "--if-absent", "lock", "me");
        CliRun second = CliRun.of("put", "--db", db, "--if-absent", "lock", "you");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).isEqualTo("not written, the key is present: lock\n");
        ok("put", "--db", db, "--append", "lock", "+you");
        assertThat(ok("get", "--db", db, "lock").out()).isEqualTo("me+you\n");
        ok("put", "--db", db, "--if-present", "lock", "");
        assertThat(ok("get", "--db", db, "lock").out()).isEqualTo("\n");
    }

    @Test
    void scansAndCountsTakeRanges() {
        for (String key : new String[] {"a", "b/1", "b/2", "b/3", "c"}) {
            ok("put", "--db", db, key, "v-" + key);
        }
        assertThat(ok("scan", "--db", db, "--keys-only").lines())
                .containsExactly("a", "b/1", "b/2", "b/3", "c");
        assertThat(ok("scan", "--db", db, "--prefix", "b/", "--reverse", "--limit", "2").lines())
                .containsExactly("b/3\tv-b/3", "b/2\tv-b/2");
        assertThat(ok("scan", "--db", db, "--from", "b/2", "--to", "c", "--keys-only").lines())
                .containsExactly("b/2", "b/3");
        assertThat(ok("scan", "--db", db, "--from", "x", "--to", "b").out()).isEmpty();
        assertThat(ok("scan", "--db", db, "--limit", "0").out()).isEmpty();
        assertThat(ok("scan", "--db", db, "--keys-only", "--format", "json", "--limit", "1").out())
                .isEqualTo("{\"key\":\"a\"}\n");
        assertThat(ok("count", "--db", db).out()).isEqualTo("5\n");
        assertThat(ok("count", "--db", db, "--prefix", "b/", "--from", "b/2").out())
                .isEqualTo("2\n");
    }

    @Test
    void rangesAreDeletedTogether() {
        for (String key : new String[] {"a", "b/1", "b/2", "c"}) {
            ok("put", "--db", db, key, "");
        }
        assertThat(ok("delete", "--db", db, "--prefix", "b/").err())
                .isEqualTo("removed 2 entries\n");
        assertThat(ok("scan", "--db", db, "--keys-only").lines()).containsExactly("a", "c");
        assertThat(ok("delete", "--db", db, "--all").err()).isEqualTo("removed 2 entries\n");
        assertThat(ok("count", "--db", db).out()).isEqualTo("0\n");
    }

    @Test
    void keyspacesAreSeparate() {
        ok("put", "--db", db, "k", "default");
        ok("put", "--db", db, "--keyspace", "other", "k", "other");
        assertThat(ok("get", "--db", db, "k").out()).isEqualTo("default\n");
        assertThat(ok("get", "--db", db, "--keyspace", "other", "k").out()).isEqualTo("other\n");
        CliRun typo = CliRun.of("get", "--db", db, "--keyspace", "othr", "k");
        assertThat(typo.code()).isEqualTo(1);
        assertThat(typo.err()).contains("othr", "other");
        ok("delete", "--db", db, "--keyspace", "other", "--all");
        assertThat(ok("count", "--db", db).out()).isEqualTo("1\n");
    }

    @Test
    void aMemoryDatabaseEndsWithTheCommand() {
        ok("put", "--db", "memory:", "k", "v");
        assertThat(CliRun.of("get", "--db", "memory:", "k").code()).isEqualTo(1);
        assertThat(ok("scan", "--db", "memory:").out()).isEmpty();
        assertThat(ok("count", "--db", "memory:").out()).isEqualTo("0\n");
        assertThat(ok("checkpoint", "--db", "memory:").lines()).hasSize(1);
    }

    @Test
    void readingDoesNotCreateADatabase() throws Exception {
        Path directory = temp.resolve("db");
        CliRun run = CliRun.of("get", "--db", db, "k");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("there is no database at " + directory);
        assertThat(Files.exists(directory)).isFalse();
        Files.createDirectory(directory);
        assertThat(CliRun.of("count", "--db", db).code()).isEqualTo(3);
        assertThat(directory).isEmptyDirectory();
    }

    private static CliRun ok(String... arguments) {
        CliRun run = CliRun.of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }
}
