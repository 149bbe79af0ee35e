package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What signals do to a server's process, and the code that it exits with. */
class ServerRunTest {

    @TempDir Path temp;
    private Process child;
    private BufferedReader said;

    @AfterEach
    void end() throws Exception {
        child.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aServerThatIsUpClosesAndExitsWithZero(String signal) throws Exception {
        start("normal");
        await(": ready");
        send(signal);
        await("closing");
        assertThat(code()).isZero();
        assertThat(temp.resolve("cairn.sock.pid")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aServerThatIsNotUpYetHasTheShellsCode(String signal, int code) throws Exception {
        start("early");
        await("starting");
        assertThat(temp.resolve("cairn.sock.pid")).exists();
        send(signal);
        await("closing");
        assertThat(code()).isEqualTo(code);
        assertThat(temp.resolve("cairn.sock.pid")).doesNotExist();
    }

    @Test
    void aSecondSignalEndsTheProcessAtOnce() throws Exception {
        start("stuck");
        await(": ready");
        send("TERM");
        await("closing");
        send("INT");
        assertThat(code()).isEqualTo(130);
    }

    private void start(String behaviour) throws IOException {
        child =
                new ProcessBuilder(
                                // A build in the background may ignore signals, and children
                                // inherit that.
                                "env",
                                "--default-signal=HUP,INT,TERM",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SignalledServer.class.getName(),
                                behaviour,
                                temp.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        said = child.inputReader(StandardCharsets.UTF_8);
    }

    private void await(String word) throws IOException {
        String line = said.readLine();
        while (line != null && !line.endsWith(word)) {
            line = said.readLine();
        }
        assertThat(line).as("the child said").endsWith(word);
    }

    private void send(String signal) throws Exception {
        assertThat(
                        new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }

    private int code() throws InterruptedException {
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).as("the child ended").isTrue();
        return child.exitValue();
    }
}
