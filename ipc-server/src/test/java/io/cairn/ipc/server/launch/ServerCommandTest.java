package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.ConfigException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The words of the command line, the states that are told, and the exit codes. */
class ServerCommandTest {

    private static final long OWN = ProcessHandle.current().pid();

    @TempDir Path temp;

    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code =
                new CommandLine(ServerCommand.spec(results, errors, ServerCommandTest::refuse))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(results, true, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8))
                        .execute(arguments);
        return new Run(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Listeners refuse(LaunchPlan plan, Object databases) throws IOException {
        throw new IOException("a test opens no sockets");
    }

    private String db() {
        return "--db=" + temp;
    }

    @Test
    void wrongWordsAreUsageErrors() {
        wrong("--log-level", "--log-level", "loud");
        wrong("--engine", "--engine", "lmdb");
        wrong("--transport", "--transport", "pigeon");
        wrong("--durability", "--durability", "maybe");
        wrong("--max-clients", "--max-clients", "many");
        wrong("--max-clients: must be between", "--max-clients", "0");
        wrong("restart", "restart");
        wrong("--loud", "--loud");
        wrong("--no-wait is of no use with start", "--no-wait");
        wrong("--max-clients is of no use with status", "status", "--max-clients", "3");
        wrong("--no-wait is of no use with status", "status", "--no-wait");
        wrong("--engine is of no use with stop", "stop", "--engine", "memory");
        wrong("stop", "status", "stop");
    }

    @Test
    void aWrongFileIsAUsageErrorThatNamesFileAndField() throws IOException {
        Path file = temp.resolve("server.json");
        wrong("server.json: no such file", "--config", file.toString());
        Files.writeString(file, "{\"maxClients\": -1}");
        wrong("server.json: /maxClients: must be between", "--config", file.toString());
        Files.write(file, new byte[] {'{', (byte) 0xFF});
        wrong("server.json: cannot be read as UTF-8", "--config", file.toString());
    }

    private static void wrong(String part, String... arguments) {
        Run run = run(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(part);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version").out()).startsWith("cairn-server ");
        assertThat(run("--version").code()).isZero();
    }

    @Test
    void aFailedStartIsFive() {
        Run run = run(db(), "--engine", "memory");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).endsWith("cairn server: a test opens no sockets\n");
    }

    @Test
    void aSocketInUseIsThree() throws Exception {
        try (FakeServer live = FakeServer.answering(temp.resolve("cairn.sock"), "{}")) {
            assertThat(live).isNotNull();
            Run run = run(db(), "--engine", "memory");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).contains("process " + OWN + " listens at");
        }
    }

    @Test
    void everyFailureHasItsCode() {
        assertThat(ServerCommand.exit(new AccessDeniedException("/x")))
                .isEqualTo(ServerExit.PERMISSION);
        assertThat(ServerCommand.exit(new BindException("taken"))).isEqualTo(ServerExit.IN_USE);
        assertThat(ServerCommand.exit(unavailable(ErrorCode.LOCKED))).isEqualTo(ServerExit.IN_USE);
        assertThat(ServerCommand.exit(unavailable(ErrorCode.PERMISSION)))
                .isEqualTo(ServerExit.PERMISSION);
        assertThat(ServerCommand.exit(unavailable(ErrorCode.NO_SPACE)))
                .isEqualTo(ServerExit.FAILED);
        assertThat(ServerCommand.exit(new ConfigException("/x: wrong")))
                .isEqualTo(ServerExit.USAGE);
        assertThat(ServerCommand.exit(new CorruptionException(ErrorCode.FORMAT, "x", null)))
                .isEqualTo(ServerExit.FAILED);
        assertThat(ServerCommand.exit(new ServerProcess.StoppedException()))
                .isEqualTo(ServerExit.INTERRUPTED);
        assertThat(ServerCommand.exit(new IOException("x"))).isEqualTo(ServerExit.FAILED);
        assertThat(ServerCommand.exit(new UnsatisfiedLinkError("x"))).isEqualTo(ServerExit.FAILED);
    }

    private static UnavailableException unavailable(ErrorCode code) {
        return new UnavailableException(code, "x", null);
    }

    @Test
    void theStateIsTold() throws Exception {
        status(1, "not running: nobody listens at " + temp.resolve("cairn.sock") + "\n");
        Files.writeString(temp.resolve("cairn.sock.pid"), "99999999999\n");
        status(1, "process 99999999999, which does not exist any more");
        Files.writeString(temp.resolve("cairn.sock.pid"), OWN + "\n");
        status(1, "process " + OWN + ", which exists");
        FakeServer.abandon(temp.resolve("cairn.sock"));
        status(1, "not running");
        Files.delete(temp.resolve("cairn.sock"));
        String counters = "{\"uptime_secs\": 93784, \"connections_active\": 3}";
        try (FakeServer live = FakeServer.answering(temp.resolve("cairn.sock"), counters)) {
            assertThat(live).isNotNull();
            status(0, "running: process " + OWN + ", up 1d 02:03:04, 2 other connections");
        }
        try (FakeServer odd = FakeServer.refusing(temp.resolve("cairn.sock"), "full")) {
            assertThat(odd).isNotNull();
            status(1, "process " + OWN + " listens at");
            status(1, "but does not answer");
        }
    }

    private void status(int code, String part) {
        Run run = run("status", db());
        assertThat(run.out()).contains(part);
        assertThat(run.code()).isEqualTo(code);
    }

    @Test
    void onlyAProcessThatListensIsStopped() throws Exception {
        Run none = run("stop", db());
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("not running");
        // A number in a file is no reason to end that process: this one would not survive it.
        Files.writeString(temp.resolve("cairn.sock.pid"), OWN + "\n");
        Run named = run("stop", db());
        assertThat(named.code()).isEqualTo(1);
        assertThat(named.err()).contains("process " + OWN + ", which exists");
    }
}
