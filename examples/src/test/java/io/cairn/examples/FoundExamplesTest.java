package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What found's documentation shows comes out of its examples, on each engine and over IPC. */
class FoundExamplesTest {

    @TempDir private Path directory;

    private static List<String> lines(String url, BiConsumer<String, PrintStream> example) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            example.accept(url, printer);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void prints(BiConsumer<String, PrintStream> example, String... expected) {
        assertThat(lines("memory:", example)).containsExactly(expected);
        assertThat(lines("rocksdb:" + directory.resolve("db"), example)).containsExactly(expected);
        try (TestServer server = TestServer.memory(directory)) {
            assertThat(lines(server.url(), example)).containsExactly(expected);
        }
    }

    @Test
    void readme() {
        prints(
                FoundReadme::run,
                "hello is absent: true",
                "hello world",
                "azul world",
                "[\"azul\"=\"world\", \"hello\"=\"world\"]");
    }

    @Test
    void stores() {
        prints(
                FoundStores::run,
                "stored once: true",
                "a photo",
                "{age=33, name=Alice}",
                "found by age: true",
                "[Hit[document=doc 0, score=42.0], Hit[document=doc 1, score=3.0]]",
                "Ordered keys",
                "Found values",
                "[]",
                "[{city=Rome}]",
                "[{subject=bob, verb=lives in, object=Rome, alive?=true}]");
    }
}
