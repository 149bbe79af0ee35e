package io.cairn.ipc.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a program in another language, written from the page of frames, works. Method: clients in C
 * and in Python, whichever this machine can run; with neither the test fails and says what to
 * install.
 */
class ForeignClientTest {

    @TempDir Path directory;

    @Test
    void aProgramInAnotherLanguageReadsAndWrites() throws Exception {
        Path socket = directory.resolve("cairn.sock");
        try (Child server = Child.start(ServerMain.class, socket.toString())) {
            server.await("ready");
            try (Database db = Cairn.open("ipc:" + socket)) {
                for (List<String> command : commands(socket)) {
                    db.deleteRange(KeyRange.all());
                    db.put(Bytes.utf8("from java"), Bytes.utf8("hello"));
                    assertThat(run(command)).as("%s", command).isEqualTo("hello");
                    assertThat(Bytes.text(db.get(Bytes.utf8("from elsewhere"))))
                            .isEqualTo("good day");
                    assertThat(db.get(Bytes.utf8("removed"))).isNull();
                }
            }
        }
    }

    private List<List<String>> commands(Path socket) throws Exception {
        List<List<String>> commands = new ArrayList<>();
        if (works("python3", "--version")) {
            commands.add(List.of("python3", resource("client.py").toString(), socket.toString()));
        }
        if (works("cc", "--version")) {
            Path program = directory.resolve("client");
            run(List.of("cc", "-o", program.toString(), resource("client.c").toString()));
            commands.add(List.of(program.toString(), socket.toString()));
        }
        assertThat(commands)
                .as("python3 or a C compiler is here; install one (apt-get install python3 gcc)")
                .isNotEmpty();
        return commands;
    }

    private static Path resource(String name) {
        return Path.of("src/test/resources/foreign", name).toAbsolutePath();
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s said: %s", command, output).isZero();
        assertThat(Files.exists(Path.of(command.getLast()))).isTrue();
        return output;
    }
}
