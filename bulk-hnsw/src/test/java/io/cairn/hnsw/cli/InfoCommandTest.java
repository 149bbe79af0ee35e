package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.CorruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index describes itself, and damage that opening does not see is found when asked for. */
class InfoCommandTest {

    @TempDir Path temp;

    @Test
    void everyLineIsThere() throws Exception {
        Path index = build(TestVectors.clustered(100, 8, 3, 1));
        BulkRun info = BulkRun.done("info", "--index", index);
        assertThat(info.lines())
                .extracting(line -> line.replaceFirst(":.*", ""))
                .containsExactly(
                        "Dimension",
                        "Vectors",
                        "Max connections",
                        "Entry point",
                        "Deleted",
                        "Metric",
                        "Encoding",
                        "Algorithm",
                        "Ordering",
                        "Ef construction",
                        "Seed",
                        "Version",
                        "Max layer",
                        "Average connections",
                        "File size");
        assertThat(info.lines())
                .startsWith("Dimension: 8", "Vectors: 100", "Max connections: 16")
                .contains("Deleted: 0", "Encoding: f32", "Ef construction: 100", "Version: 1")
                .endsWith("File size: " + Files.size(index) + " bytes");
        assertThat(info.value("Average connections")).matches("\\d+\\.\\d\\d");
    }

    @Test
    void damageIsFound() throws Exception {
        Path index = build(TestVectors.clustered(100, 8, 3, 1));
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length / 2] ^= 1;
        Files.write(index, bytes);
        assertThat(BulkRun.done("info", "--index", index).value("Vectors")).isEqualTo("100");
        BulkRun verified = BulkRun.of("info", "--index", index, "--verify");
        assertThat(verified.failure())
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("v.hnsw");
        assertThat(verified.out()).doesNotContain("Verified");
    }

    private Path build(float[][] vectors) {
        Path input = TestVectors.npy(temp.resolve("v.npy"), vectors);
        Path index = temp.resolve("v.hnsw");
        BulkRun.done("build-index", "-i", input, "-o", index);
        return index;
    }
}
