package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored stays, and what is in memory only does not. */
class ObjectCacheTest {

    @TempDir Path directory;

    @Test
    void onEachEngine() throws Exception {
        assertFound("memory:");
        assertFound("rocksdb:" + directory.resolve("db"));
        try (TestServer server = TestServer.memory(directory)) {
            assertFound(server.url());
        }
    }

    private static void assertFound(String url) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ObjectCache.run(url, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "weights are in [dram, disk]",
                        "5242880 bytes, the same: true",
                        "together: 4096 bytes",
                        "later: weights true",
                        "later: page false",
                        "removed: 1");
    }
}
