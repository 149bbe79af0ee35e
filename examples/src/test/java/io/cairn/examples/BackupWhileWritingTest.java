package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup made under a running writer is restored, opens and holds a prefix of the writer's
 * commits.
 */
class BackupWhileWritingTest {

    @Test
    void theRestoredBackupHoldsPrefix(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BackupWhileWriting.Restored restored =
                BackupWhileWriting.run(
                        directory, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(restored.isPrefix()).as("%s", restored).isTrue();
        assertThat(restored.atLeast()).isGreaterThanOrEqualTo(100);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("a prefix");
    }
}
