package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client in the shape of SochDB's talks to the socket that is made for such clients. */
class SochDbClientTest {

    @Test
    void pathsAndRows(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TestServer server = TestServer.memory(directory)) {
            SochDbClient.run(
                    server.sdkSocket(), new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "there and back took time: true",
                        "key: value",
                        "path: Bob",
                        "TOON: result[2]{name,email}:Alice,alice@example.org;Bob,bob@example.org",
                        "rows: [{name=Bob, email=bob@example.org}]",
                        "entry: users/alice/email = alice@example.org",
                        "entry: users/alice/name = Alice",
                        "keys: 5",
                        "committed at a version: true",
                        "key: nothing",
                        "nobody there: DISCONNECTED");
    }
}
