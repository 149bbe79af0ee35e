package io.cairn.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.cli.CliRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell fed from a pipe: commands, transactions, and what an error does to the rest. */
class ShellTest {

    @TempDir Path temp;

    @Test
    void commandsWorkOnOneDatabase() {
        CliRun run =
                shell(
                        "put a 1",
                        "put b 'two words'",
                        "get a",
                        "get b",
                        "scan --reverse",
                        "count",
                        "take a",
                        "get a",
                        "count");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines())
                .containsExactly("1", "two words", "b\ttwo words", "a\t1", "2", "1", "1");
        assertThat(run.err()).isEqualTo("not found: a\n");
    }

    @Test
    void aTransactionIsSeenFromInsideUntilItCommits() {
        CliRun run =
                shell(
                        "put a 0",
                        "begin",
                        "put a 1",
                        "put b 1",
                        "get a",
                        "delete --prefix b",
                        "abort",
                        "get a",
                        "begin",
                        "put c 3",
                        "commit",
                        "scan --keys-only");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines()).startsWith("1", "0").endsWith("a", "c");
        assertThat(run.out()).containsPattern("committed, version [0-9]+");
    }

    @Test
    void whatIsCommittedStays() {
        String db = "rocksdb:" + temp.resolve("db");
        assertThat(
                        CliRun.withInput(
                                        "begin\nput a 1\nput b 2\ncommit\nexit\nput c 3\n",
                                        "shell",
                                        "--db",
                                        db)
                                .code())
                .isZero();
        assertThat(CliRun.of("scan", "--db", db, "--keys-only").lines()).containsExactly("a", "b");
    }

    @Test
    void theFirstErrorEndsAScriptAndAbortsItsTransaction() {
        String db = "rocksdb:" + temp.resolve("db");
        CliRun run = CliRun.withInput("begin\nput a 1\nfrobnicate\ncommit\n", "shell", "--db", db);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("error: 'frobnicate' is not a command; 'help' lists the commands\n");
        assertThat(CliRun.of("count", "--db", db).out()).isEqualTo("0\n");
    }

    @Test
    void inputThatEndsInsideATransactionIsAnError() {
        CliRun run = shell("begin", "put a 1");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("ended inside a transaction");
    }

    @Test
    void misuseIsExplained() {
        misuse("commit", "no transaction is open");
        misuse("abort", "no transaction is open");
        misuse("begin\nbegin", "open already");
        misuse("begin sideways", "begin [snapshot|readonly]");
        misuse("scan --limt 3", "usage: scan");
        misuse("put a", "value");
        misuse("get ''", "empty");
        misuse("ls", "usage: ls");
        misuse("keyspace a b", "too many words");
        misuse("put 'a", "quote");
        assertThat(shell("begin readonly", "put a 1").code()).isEqualTo(5);
        assertThat(shell("ls a//b").code()).isEqualTo(5);
    }

    @Test
    void pathsAreListed() {
        CliRun run = shell("put u/a/x 1", "put u/a/y 1", "put u/b 1", "ls u");
        assertThat(run.lines()).containsExactly("a/", "b");
    }

    @Test
    void keyspacesAreSwitched() {
        CliRun run =
                shell(
                        "put a 0",
                        "keyspace other",
                        "put b 1",
                        "begin",
                        "put c 2",
                        "scan --keys-only",
                        "commit",
                        "keyspace",
                        "scan");
        assertThat(run.lines()).startsWith("b", "c").endsWith("a\t0");
    }

    @Test
    void longScansStopAndSaySo() {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            script.append("put k").append(i).append(" v\n");
        }
        CliRun run = CliRun.withInput(script + "scan\n", "shell", "--db", "memory:");
        assertThat(run.lines()).hasSize(100);
        assertThat(run.err()).contains("stopped after 100 entries", "--limit");
        assertThat(
                        CliRun.withInput(script + "scan --limit 1000\n", "shell", "--db", "memory:")
                                .lines())
                .hasSize(101);
    }

    @Test
    void helpListsEveryCommand() {
        CliRun run = shell("help");
        for (ShellVerb verb : ShellVerb.values()) {
            assertThat(run.out()).contains(verb.synopsis()).contains(verb.meaning());
            assertThat(shell("help " + verb.word()).out()).contains(verb.word());
        }
        assertThat(shell("help scan").out()).contains("--keys-only").doesNotContain("--db");
        assertThat(shell("stats").out()).contains("keys_count");
        assertThat(shell("put a 1", "checkpoint").lines()).hasSize(1);
        assertThat(shell("quit", "nonsense").code()).isZero();
    }

    private static void misuse(String script, String part) {
        CliRun run = shell(script);
        assertThat(run.code()).as(script).isEqualTo(2);
        assertThat(run.err()).as(script).contains(part).hasLineCount(1);
    }

    private static CliRun shell(String... lines) {
        return CliRun.withInput(String.join("\n", lines), "shell", "--db", "memory:");
    }
}
