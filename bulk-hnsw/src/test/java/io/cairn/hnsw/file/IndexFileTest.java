package io.cairn.hnsw.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what is read. */
class IndexFileTest {

    @TempDir Path directory;

    static Stream<SampleIndex> samples() {
        return Stream.of(
                SampleIndex.of(0, 3, 1),
                SampleIndex.of(1, 1, 2),
                SampleIndex.of(2, 17, 3).withIds(),
                SampleIndex.of(Metric.COSINE, Encoding.F32, 64, 16, 4).withDeletions(),
                SampleIndex.of(Metric.IP, Encoding.BF16, 65, 33, 5).withIds().withDeletions(),
                SampleIndex.of(Metric.L2, Encoding.F32, 3_000, 100, 6).withIds());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySectionComesBack(SampleIndex sample) throws IOException {
        Path target = directory.resolve("index.hnsw");
        long bytes = sample.write(target);
        assertThat(bytes).isEqualTo(Files.size(target)).matches(b -> b % 4096 == 0);
        try (IndexFile file = IndexFile.open(target)) {
            assertThat(file.header()).isEqualTo(sample.header);
            assertThat(file.lengthBytes()).isEqualTo(bytes);
            assertThat(file.path()).isEqualTo(target);
            for (SectionKind kind : SectionKind.values()) {
                MemorySegment expected = sample.get(kind);
                MemorySegment actual = file.section(kind);
                if (expected == null) {
                    assertThat(actual).as(kind.name()).isNull();
                } else {
                    assertThat(actual.isReadOnly()).isTrue();
                    assertThat(actual.byteSize()).isEqualTo(expected.byteSize());
                    assertThat(actual.mismatch(expected)).as(kind.name()).isEqualTo(-1);
                }
            }
            file.verify();
            file.prefault();
        }
    }

    @Test
    void sectionsOfAClosedFileCannotBeRead() {
        Path target = directory.resolve("index.hnsw");
        SampleIndex.of(10, 3, 1).write(target);
        IndexFile file = IndexFile.open(target);
        MemorySegment vectors = file.require(SectionKind.VECTORS);
        file.close();
        file.close();
        assertThatThrownBy(() -> vectors.get(JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOpenFileStaysAsItWasWhenItIsReplaced() {
        Path target = directory.resolve("index.hnsw");
        SampleIndex.of(10, 3, 1).write(target);
        try (IndexFile old = IndexFile.open(target)) {
            SampleIndex.of(20, 3, 2).write(target);
            old.verify();
            assertThat(old.header().rows()).isEqualTo(10);
            try (IndexFile replaced = IndexFile.open(target)) {
                assertThat(replaced.header().rows()).isEqualTo(20);
            }
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing.hnsw");
        assertThatThrownBy(() -> IndexFile.open(missing))
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void whatIsNoFileOrAForeignOneIsRefused() throws IOException {
        Path foreign = directory.resolve("foreign");
        Files.writeString(foreign, "\u0089PNG and so on ".repeat(1_000));
        Path empty = Files.createFile(directory.resolve("empty"));
        for (Path path : List.of(directory, foreign, empty)) {
            assertThatThrownBy(() -> IndexFile.open(path))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("not an index file")
                    .hasMessageContaining(path.toString());
        }
    }

    /** The file has holes where nothing was written, so that it takes no room on the disk. */
    @Test
    void moreThanTwoGibibytesAreMappedAtOnce() throws IOException {
        Path target = directory.resolve("large.hnsw");
        IndexHeader header =
                new IndexHeader(
                        Metric.L2,
                        Encoding.F32,
                        65_536,
                        10_000,
                        0,
                        2,
                        1,
                        0,
                        1,
                        Algorithm.AUTO,
                        Ordering.NONE,
                        0,
                        0);
        List<SectionEntry> entries = new ArrayList<>();
        long end = 4096;
        for (SectionKind kind : SectionKind.values()) {
            long length =
                    switch (kind) {
                        case VECTORS -> header.vectorBytes();
                        case LEVEL0_LINKS -> 10_000L * header.level0RecordBytes();
                        case LEVELS -> 10_000;
                        case UPPER_OFFSETS -> 40_000;
                        default -> 0;
                    };
            if (!Set.of(SectionKind.IDS, SectionKind.TOMBSTONES).contains(kind)) {
                entries.add(new SectionEntry(kind.number(), 0, end, length));
                end = Math.ceilDiv(end + length, 4096L) * 4096;
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(end);
        }
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.write(HeaderCodec.encode(header, end, entries), 0);
            channel.write(ByteBuffer.wrap(new byte[] {42}), 4096 + header.vectorBytes() - 1);
        }
        try (IndexFile file = IndexFile.open(target)) {
            MemorySegment vectors = file.require(SectionKind.VECTORS);
            assertThat(vectors.byteSize()).isGreaterThan(2L << 30);
            assertThat(vectors.get(JAVA_BYTE, vectors.byteSize() - 1)).isEqualTo((byte) 42);
        }
    }
}
