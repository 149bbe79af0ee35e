package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own, used and stopped as a user does. */
class ServerProgramTest {

    @TempDir Path temp;
    private final List<Process> children = new ArrayList<>();
    private Path home;
    private String db;
    private String url;

    @BeforeEach
    void name() {
        home = temp.resolve("data");
        db = "--db=" + home;
        url = "ipc:" + home.resolve("cairn.sock");
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aServerIsStartedUsedAndStopped() throws Exception {
        Process server = start(db);
        CliRun status = CliRun.of("server", "status", db);
        assertThat(status.out()).startsWith("running: process " + server.pid() + ", up 0d 00:");
        assertThat(status.code()).isZero();

        assertThat(CliRun.of("put", "--db", url, "some-key", "some value").code()).isZero();
        assertThat(CliRun.of("get", "--db", url, "some-key").out()).isEqualTo("some value\n");
        assertThat(CliRun.of("count", "--db", url).out()).isEqualTo("1\n");

        CliRun stop = CliRun.of("server", "stop", db);
        assertThat(stop.out()).isEqualTo("stopped: process " + server.pid() + "\n");
        assertThat(stop.code()).isZero();
        assertThat(exit(server)).isZero();
        assertThat(server.errorReader(StandardCharsets.UTF_8).lines().toList())
                .as("the log is written until the end")
                .last()
                .asString()
                .endsWith(": stopped");
        assertThat(names(home)).doesNotContain("cairn.sock", "sochdb.sock", "cairn.sock.pid");
        assertThat(CliRun.of("server", "status", db).code()).isEqualTo(1);
        assertThat(CliRun.of("server", "stop", db).code()).isEqualTo(1);
        assertThat(CliRun.of("get", "--db", "rocksdb:" + home, "some-key").out())
                .isEqualTo("some value\n");
    }

    @Test
    void aSecondServerIsRefusedAndToldTheFirstOnesProcess() throws Exception {
        Process server = start(db);
        String pid = "process " + server.pid() + " ";
        refused(pid, db);
        refused(pid, "--engine=memory", "--socket=" + home.resolve("cairn.sock"));
        refused(
                pid,
                "--engine=memory",
                "--socket=" + home.resolve("cairn.sock"),
                "--pid-file=" + temp.resolve("p"));
        refused(
                "pid=" + server.pid(),
                db,
                "--socket=" + temp.resolve("other.sock"),
                "--no-sdk-socket");
        assertThat(CliRun.of("server", "status", db).code()).as("unharmed").isZero();
    }

    private void refused(String part, String... arguments) throws Exception {
        Process second = launch(arguments);
        String said = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(exit(second)).as(said).isEqualTo(3);
        assertThat(said.lines().toList().getLast()).startsWith("cairn server: ").contains(part);
    }

    @Test
    void afterAKillTheNextServerTakesOver() throws Exception {
        Process first = start(db);
        assertThat(CliRun.of("put", "--db", url, "k", "kept").code()).isZero();
        first.destroyForcibly();
        assertThat(exit(first)).isNotZero();
        assertThat(names(home)).contains("cairn.sock", "sochdb.sock", "cairn.sock.pid");
        CliRun status = CliRun.of("server", "status", db);
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out()).contains("process " + first.pid() + ", which does not exist");

        Process second = start(db);
        assertThat(CliRun.of("get", "--db", url, "k").out()).isEqualTo("kept\n");
        assertThat(CliRun.of("server", "stop", db, "--no-wait").out())
                .isEqualTo("stopping: process " + second.pid() + "\n");
        assertThat(exit(second)).isZero();
    }

    @Test
    void aBackupIsMadeWhileTheServerRuns() throws Exception {
        start(db);
        assertThat(CliRun.of("put", "--db", url, "k", "v").code()).isZero();
        Path backup = temp.resolve("backup");
        CliRun made = CliRun.of("backup", "--db", url, "--to", backup.toString());
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(CliRun.of("verify", "--backup", backup.toString()).code()).isZero();
    }

    @Test
    void withoutAServerTheDatabaseIsUnavailable() {
        CliRun run = CliRun.of("get", "--db", url, "k");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(home.resolve("cairn.sock").toString());
    }

    /** Starts a server and waits until it says that it is ready. */
    private Process start(String... arguments) throws IOException {
        Process server = launch(arguments);
        BufferedReader said = server.errorReader(StandardCharsets.UTF_8);
        StringBuilder log = new StringBuilder();
        String line = said.readLine();
        while (line != null && !line.endsWith(": ready")) {
            log.append(line).append('\n');
            line = said.readLine();
        }
        assertThat(line).as("%s", log).isNotNull();
        return server;
    }

    private Process launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
        command.add("server");
        command.addAll(List.of(arguments));
        Process child = new ProcessBuilder(command).directory(temp.toFile()).start();
        children.add(child);
        return child;
    }

    private static int exit(Process child) throws InterruptedException {
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).as("the server ended").isTrue();
        return child.exitValue();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
