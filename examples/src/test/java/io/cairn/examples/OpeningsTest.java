package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to open works, and what is wrong is named. */
class OpeningsTest {

    @Test
    void opensAndRefuses(@TempDir Path directory) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Openings.run(directory, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "present: true",
                        "a second time: LOCKED",
                        "a slip of the pen: /engineOptions/blockCachBytes: unknown option;"
                                + " did you mean blockCacheBytes?");
    }
}
