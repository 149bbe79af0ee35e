package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.UnavailableException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without space there is an exception, where a mapped page would end the process. */
class FullDiskTest {

    private static final int FILE_KIB_MAX = 1_000;
    private static final int LARGE = 4 << 20;

    @TempDir Path directory;

    /** Writes more than it may. */
    static final class Filler {
        public static void main(String[] args) {
            try (IndexFileWriter writer = IndexFileWriter.create(Path.of(args[1]))) {
                switch (args[0]) {
                    case "reserved" -> writer.reserveVectors(LARGE).fill((byte) 1);
                    case "pieces" ->
                            writer.stream(
                                    SectionKind.VECTORS,
                                    LARGE,
                                    1 << 16,
                                    piece -> piece.fill((byte) 1));
                    case "streamed" ->
                            writer.section(
                                    SectionKind.VECTORS, MemorySegment.ofArray(new byte[LARGE]));
                    default -> {
                        try (IndexFile source = IndexFile.open(Path.of(args[2]))) {
                            HnswlibFile.write(source, Path.of(args[1]), true);
                        }
                    }
                }
                System.out.println("written");
            } catch (UnavailableException e) {
                System.out.println(e.code() + " " + e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reserved", "pieces", "streamed", "hnswlib"})
    void isReportedAndNothingIsLeft(String how) throws Exception {
        Path source = directory.resolve("source.hnsw");
        Path out = Files.createDirectory(directory.resolve("out"));
        Path target = out.resolve("index.hnsw");
        Files.writeString(target, "old");
        SampleIndex.of(10_000, 50, 1).write(source);
        String limit = "ulimit -f " + FILE_KIB_MAX + " && ";
        try (Child child =
                Child.start(limit, Filler.class, how, target.toString(), source.toString())) {
            assertThat(child.line()).startsWith("NO_SPACE").contains("index.hnsw");
            assertThat(child.line()).isNull();
        }
        try (var paths = Files.list(out)) {
            assertThat(paths).containsExactly(target);
        }
        assertThat(target).hasContent("old");
    }

    @Test
    void aForbiddenDirectoryIsReported() throws Exception {
        // Permission bits do not bind root, but no process may write there.
        try (Child child = Child.start("", Filler.class, "reserved", "/proc/self/index.hnsw")) {
            assertThat(child.line()).matches("(IO|PERMISSION) .*index\\.hnsw.*");
        }
    }
}
