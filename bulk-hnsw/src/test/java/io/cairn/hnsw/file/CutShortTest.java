package io.cairn.hnsw.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that becomes shorter while it is mapped ends in an exception, not with the process. */
class CutShortTest {

    @TempDir Path directory;

    private IndexFile openAndCut() throws IOException {
        Path target = directory.resolve("index.hnsw");
        SampleIndex.of(2_000, 100, 1).withIds().write(target);
        IndexFile file = IndexFile.open(target);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.truncate(8192);
        }
        return file;
    }

    @Test
    void whatReadingThrowsIsExplained() throws IOException {
        try (IndexFile file = openAndCut()) {
            assertThatThrownBy(
                            () -> {
                                try {
                                    sum(file.require(SectionKind.VECTORS));
                                } catch (InternalError e) {
                                    throw file.explain(e);
                                }
                            })
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("fileBytes")
                    .hasMessageContaining("actual=8192")
                    .hasMessageContaining(file.path().toString());
        }
    }

    private static int sum(MemorySegment memory) {
        int sum = 0;
        for (long at = 0; at < memory.byteSize(); at += 100) {
            sum += memory.get(JAVA_BYTE, at);
        }
        return sum;
    }

    @Test
    void verifyingAndTouchingThrowWhatTheyShould() throws IOException {
        try (IndexFile file = openAndCut()) {
            assertThatThrownBy(file::verify).isInstanceOf(CorruptionException.class);
            assertThatThrownBy(file::prefault).isInstanceOf(CorruptionException.class);
        }
    }

    @Test
    void writingAForeignFileThrowsWhatItShouldAndLeavesNothing() throws IOException {
        try (IndexFile file = openAndCut()) {
            Path target = directory.resolve("out.bin");
            assertThatThrownBy(() -> HnswlibFile.write(file, target, false))
                    .isInstanceOf(CorruptionException.class);
            try (var paths = Files.list(directory)) {
                assertThat(paths).containsExactly(file.path());
            }
        }
    }

    @Test
    void errorsAboutSomethingElseArePassedOn() throws IOException {
        InternalError other = new InternalError("something else");
        try (IndexFile file = openAndCut()) {
            assertThatThrownBy(() -> file.explain(other)).isSameAs(other);
        }
    }
}
