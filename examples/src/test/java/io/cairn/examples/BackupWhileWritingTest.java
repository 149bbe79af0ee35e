package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A copy made under a running writer opens and holds a prefix of the writer's commits. */
class BackupWhileWritingTest {

    @Test
    void theCopyHoldsPrefix(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BackupWhileWriting.Copy copy =
                BackupWhileWriting.run(
                        directory, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(copy.isPrefix()).as("%s", copy).isTrue();
        assertThat(copy.atLeast()).isGreaterThanOrEqualTo(100);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("a prefix");
    }
}
