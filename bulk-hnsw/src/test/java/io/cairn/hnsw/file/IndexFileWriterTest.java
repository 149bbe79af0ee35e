package io.cairn.hnsw.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file takes its target's place complete or not at all. */
class IndexFileWriterTest {

    @TempDir Path directory;

    private Path target() {
        return directory.resolve("index.hnsw");
    }

    private List<String> names() throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingIsLeftOfWhatWasNotCommitted() throws IOException {
        IndexFileWriter writer = IndexFileWriter.create(target());
        MemorySegment vectors = writer.reserveVectors(1_000_000);
        vectors.set(JAVA_BYTE, 999_999, (byte) 1);
        assertThat(names())
                .hasSize(1)
                .allMatch(n -> n.matches("\\.index\\.hnsw\\..{16}\\.partial"));
        writer.close();
        writer.close();
        assertThat(names()).isEmpty();
        assertThatThrownBy(() -> vectors.get(JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.reserveVectors(1)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> writer.section(SectionKind.LEVELS, vectors))
                .isInstanceOf(ClosedException.class);
    }

    @Test
    void reservedMemoryIsZeroedAlignedAndGoneAfterTheCommit() {
        SampleIndex sample = SampleIndex.of(500, 20, 1);
        IndexFileWriter writer = IndexFileWriter.create(target());
        MemorySegment levels = writer.reserve(SectionKind.LEVELS, 500);
        MemorySegment vectors = writer.reserveVectors(sample.header.vectorBytes());
        assertThat(vectors.address() % 4096).isZero();
        assertThat(vectors.mismatch(MemorySegment.ofArray(new byte[500 * 128]))).isEqualTo(-1);
        vectors.copyFrom(sample.get(SectionKind.VECTORS));
        levels.copyFrom(sample.get(SectionKind.LEVELS));
        for (SectionKind kind :
                List.of(
                        SectionKind.UPPER_LINKS,
                        SectionKind.LEVEL0_LINKS,
                        SectionKind.UPPER_OFFSETS)) {
            writer.section(kind, sample.get(kind));
        }
        writer.commit(sample.header);
        assertThatThrownBy(() -> vectors.set(JAVA_BYTE, 0, (byte) 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.commit(sample.header)).isInstanceOf(ClosedException.class);
        writer.close();
        try (IndexFile file = IndexFile.open(target())) {
            file.verify();
            assertThat(file.require(SectionKind.VECTORS).mismatch(sample.get(SectionKind.VECTORS)))
                    .isEqualTo(-1);
        }
    }

    /** A hole would be filled when its page is touched, and that can fail only with a fault. */
    @Test
    void reservedMemoryHasItsPlaceOnTheDisk() throws IOException {
        try (IndexFileWriter writer = IndexFileWriter.create(target())) {
            writer.reserveVectors(4 << 20);
            Path partial = directory.resolve(names().getFirst());
            Process stat =
                    new ProcessBuilder("stat", "-c", "%b", partial.toString())
                            .redirectErrorStream(true)
                            .start();
            String blocks = new String(stat.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(Long.parseLong(blocks) * 512).isGreaterThanOrEqualTo(4 << 20);
        }
    }

    @Test
    void heapMemoryOfAnyKindIsWritten() {
        SampleIndex sample = SampleIndex.of(3, 3, 1);
        long[] ids = {1L << 40, -1, 5};
        sample.sections.put(SectionKind.IDS, MemorySegment.ofArray(ids));
        sample.write(target());
        try (IndexFile file = IndexFile.open(target())) {
            assertThat(file.require(SectionKind.IDS).get(LittleEndian.U64, 0)).isEqualTo(1L << 40);
        }
    }

    @Test
    void equalContentsGiveEqualFiles() throws IOException {
        Path other = directory.resolve("other.hnsw");
        SampleIndex.of(100, 10, 5).withIds().write(target());
        SampleIndex.of(100, 10, 5).withIds().write(other);
        assertThat(target()).hasSameBinaryContentAs(other);
    }

    /** Pieces of lengths that divide blocks and those that do not. */
    @Test
    void piecesMakeTheSameFile() throws IOException {
        SampleIndex sample = SampleIndex.of(20_000, 50, 1);
        Path other = directory.resolve("other");
        sample.write(other);
        MemorySegment vectors = sample.get(SectionKind.VECTORS);
        for (int pieceBytes : new int[] {256, 4096, 300_000, 10_000_000}) {
            try (IndexFileWriter writer = IndexFileWriter.create(target())) {
                long[] at = {0};
                writer.stream(
                        SectionKind.VECTORS,
                        vectors.byteSize(),
                        pieceBytes,
                        piece -> {
                            piece.copyFrom(vectors.asSlice(at[0], piece.byteSize()));
                            at[0] += piece.byteSize();
                        });
                sample.sections.forEach((kind, bytes) -> {
                    if (kind != SectionKind.VECTORS) {
                        writer.section(kind, bytes);
                    }
                });
                writer.commit(sample.header);
            }
            assertThat(target()).hasSameBinaryContentAs(other);
        }
    }

    @Test
    void twoAtOnceDoNotDisturbEachOtherAndTheLastWins() throws IOException {
        SampleIndex one = SampleIndex.of(10, 5, 1);
        SampleIndex two = SampleIndex.of(20, 5, 2);
        try (IndexFileWriter first = IndexFileWriter.create(target())) {
            first.reserveVectors(one.header.vectorBytes()).copyFrom(one.get(SectionKind.VECTORS));
            two.write(target());
            IndexFileWriter.create(target()).close();
            assertThat(names()).hasSize(2);
            one.sections.forEach((kind, bytes) -> {
                if (kind != SectionKind.VECTORS) {
                    first.section(kind, bytes);
                }
            });
            first.commit(one.header);
        }
        assertThat(names()).containsExactly("index.hnsw");
        try (IndexFile file = IndexFile.open(target())) {
            file.verify();
            assertThat(file.header()).isEqualTo(one.header);
        }
    }

    @Test
    void leftoversOfTheSameTargetAreRemoved() throws IOException {
        List<String> others =
                List.of(
                        ".index.hnsw.0123456789abcdef.partia",
                        ".index.hnsw.0123456789.partial",
                        ".other.hnsw.0123456789abcdef.partial",
                        "index.hnsw.0123456789abcdef.partial");
        for (String name : others) {
            Files.createFile(directory.resolve(name));
        }
        Files.writeString(directory.resolve(".index.hnsw.0123456789abcdef.partial"), "left");
        Files.createDirectory(directory.resolve(".index.hnsw.0123456789abcdee.partial"));
        IndexFileWriter.create(target()).close();
        assertThat(names())
                .containsAll(others)
                .contains(".index.hnsw.0123456789abcdee.partial")
                .hasSize(others.size() + 1);
    }

    @Test
    void aRefusedCommitLeavesTheOldFile() throws IOException {
        SampleIndex.of(10, 5, 1).write(target());
        byte[] old = Files.readAllBytes(target());
        SampleIndex sample = SampleIndex.of(20, 5, 2);
        SampleIndex shorter = SampleIndex.of(19, 5, 2);
        for (SectionKind kind : List.copyOf(sample.sections.keySet())) {
            SampleIndex wrong = SampleIndex.of(20, 5, 2);
            if (kind == SectionKind.VECTORS) {
                wrong.header = shorter.header;
            } else {
                wrong.sections.put(kind, MemorySegment.ofArray(new byte[21]));
            }
            assertThatThrownBy(() -> wrong.write(target()))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("section=" + kind);
            if (kind != SectionKind.VECTORS) {
                wrong.sections.remove(kind);
                assertThatThrownBy(() -> wrong.write(target()))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContainingAll("missing", "section=" + kind);
            }
        }
        sample.header = sample.withDeleted(21);
        assertThatThrownBy(() -> sample.write(target()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("field=deleted");
        sample.header = sample.withDeleted(-1);
        assertThatThrownBy(() -> sample.write(target()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("field=deleted");
        assertThat(names()).containsExactly("index.hnsw");
        assertThat(target()).hasBinaryContent(old);
    }

    @Test
    void aSectionIsWrittenOnce() {
        try (IndexFileWriter writer = IndexFileWriter.create(target())) {
            MemorySegment bytes = MemorySegment.ofArray(new byte[10]);
            writer.section(SectionKind.LEVELS, bytes);
            assertThatThrownBy(() -> writer.section(SectionKind.LEVELS, bytes))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> writer.reserve(SectionKind.LEVELS, 10))
                    .isInstanceOf(InvalidArgumentException.class);
            for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> writer.reserveVectors(length))
                        .isInstanceOf(InvalidArgumentException.class);
            }
        }
    }

    @Test
    void aTargetThatCannotBeWrittenIsNamed() {
        Path nowhere = directory.resolve("no").resolve("index.hnsw");
        assertThatThrownBy(() -> IndexFileWriter.create(nowhere))
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
                .hasMessageContaining(nowhere.toString());
        assertThatThrownBy(() -> IndexFileWriter.create(directory))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(directory.toString());
    }
}
