package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingFileTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 5_000_000})
    void appearsOnCommit(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        try (PendingFile file = PendingFile.create(target(), false)) {
            file.write(MemorySegment.ofArray(content));
            assertThat(target()).doesNotExist();
            file.commit();
            assertThat(target()).hasBinaryContent(content);
        }
        assertThat(names()).containsExactly("target");
    }

    @Test
    void vanishesWithoutCommit() throws IOException {
        Files.writeString(target(), "old");
        try (PendingFile file = PendingFile.create(target(), true)) {
            file.write(MemorySegment.ofArray(new byte[10]));
            assertThat(names()).hasSize(2);
        }
        assertThat(names()).containsExactly("target");
        assertThat(target()).hasContent("old");
    }

    @Test
    void replacesOnlyWhenAsked() throws IOException {
        Files.writeString(target(), "old");
        assertThatThrownBy(() -> PendingFile.create(target(), false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("exists", target().toString());
        write(target(), true);
        assertThat(target()).hasContent("new");
    }

    @Test
    void aTargetThatComesToExistMeanwhileStays() throws IOException {
        try (PendingFile file = PendingFile.create(target(), false)) {
            Files.writeString(target(), "other");
            assertThatThrownBy(file::commit)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("exists");
        }
        assertThat(target()).hasContent("other");
        assertThat(names()).containsExactly("target");
    }

    @Test
    void severalMayBeWrittenAtOnce() throws IOException {
        try (PendingFile one = PendingFile.create(target(), true);
                PendingFile other = PendingFile.create(target(), true)) {
            one.write(MemorySegment.ofArray(new byte[] {1}));
            other.write(MemorySegment.ofArray(new byte[] {2}));
            other.commit();
            one.commit();
        }
        assertThat(target()).hasBinaryContent(new byte[] {1});
        assertThat(names()).containsExactly("target");
    }

    @Test
    void impossibleTargetsAreRefused() throws IOException {
        assertThatThrownBy(() -> PendingFile.create(directory, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> PendingFile.create(directory.resolve("no/target"), true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("directory does not exist", "target");
        assertThatThrownBy(() -> PendingFile.create(Path.of("/"), true))
                .isInstanceOf(InvalidArgumentException.class);
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> PendingFile.create(file.resolve("target"), true))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void aFailedWriteIsReportedAndLeavesNothing() throws IOException {
        try (PendingFile file = PendingFile.create(target(), false)) {
            file.channel().close();
            assertThatThrownBy(() -> file.write(MemorySegment.ofArray(new byte[1])))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("target");
            assertThatThrownBy(file::commit).isInstanceOf(UnavailableException.class);
        }
        assertThat(names()).isEmpty();
    }

    /** A source that fails in the middle, for every writer. */
    @Test
    void aFailingSourceLeavesNothing() throws IOException {
        List<Writer> writers =
                List.of(
                        source -> NpyVectors.write(target(), source, false),
                        source -> RawVectors.write(target(), source, false),
                        source -> FvecsVectors.write(target(), source, false));
        for (Writer writer : writers) {
            VectorSource source = new FailingSource();
            assertThatThrownBy(() -> writer.write(source))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("fails on purpose");
            assertThat(names()).isEmpty();
        }
    }

    private interface Writer {
        void write(VectorSource source);
    }

    private static final class FailingSource extends RowSource {
        FailingSource() {
            super("failing", 65_536, 100);
        }

        @Override
        void copyRows(long first, int wanted, MemorySegment rows, long rowBytes) {
            if (first > 50) {
                throw FileFailure.format("this fails on purpose", Path.of("failing"));
            }
        }

        @Override
        void release() {}
    }

    private static void write(Path target, boolean overwrite) {
        try (PendingFile file = PendingFile.create(target, overwrite)) {
            file.write(MemorySegment.ofArray(new byte[] {'n', 'e', 'w'}));
            file.commit();
        }
    }

    private Path target() {
        return directory.resolve("target");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(p -> p.getFileName().toString()).toList();
        }
    }
}
