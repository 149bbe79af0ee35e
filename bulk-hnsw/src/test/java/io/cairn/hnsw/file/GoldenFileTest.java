package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of a small file. Files that were written once must stay readable: they may not change.
 */
class GoldenFileTest {

    private static final int LINE_BYTES = 16;

    /** Lines of 16 bytes; those that are not there are zero. */
    private static final String GOLDEN =
            """
            0000 434149524e5645430100000000100000
            0020 00800000000000000201020402000000
            0030 03000000010000000200000064000000
            0040 88776655443322110500000000000000
            0050 02000000010000004000000007000000
            0060 01000000238f09f50010000000000000
            0070 c000000000000000020000008e1c0a0f
            0080 00200000000000003c00000000000000
            0090 0300000079200f920030000000000000
            00a0 0300000000000000040000008ab2288c
            00b0 00400000000000000c00000000000000
            00c0 05000000104c2fef0050000000000000
            00d0 0c00000000000000060000002a171e58
            00e0 00600000000000001800000000000000
            00f0 07000000c448501e0070000000000000
            0100 08000000000000000000000000000000
            0ff0 0000000000000000000000002ba7fbbb
            1000 0000003f000000000000000000000000
            1040 0000c03f000080bf0000000000000000
            1080 00002040000000c00000000000000000
            2000 020000000100000002000000ffffffff
            2010 ffffffff020000000000000002000000
            2020 ffffffffffffffff0200000000000000
            2030 01000000ffffffffffffffff00000000
            3000 00000100000000000000000000000000
            4000 ffffffffffffffff0000000000000000
            5000 00000000ffffffffffffffff00000000
            6000 07000000000000000000000001000000
            6010 ffffffffffffffff0000000000000000
            7000 02000000000000000000000000000000
            """;

    @TempDir Path directory;

    /** Three rows of two components, the second deleted, the third alone on layer 1. */
    private static void write(Path target) {
        IndexHeader header =
                new IndexHeader(
                        Metric.L2,
                        Encoding.F32,
                        2,
                        3,
                        1,
                        2,
                        100,
                        0x1122334455667788L,
                        5,
                        Algorithm.PARTITION,
                        Ordering.KMEANS,
                        2,
                        1);
        try (IndexFileWriter writer = IndexFileWriter.create(target)) {
            ByteBuffer vectors = bytes(3 * 64);
            for (int row = 0; row < 3; row++) {
                vectors.putFloat(row * 64, row + 0.5f).putFloat(row * 64 + 4, -row);
            }
            writer.reserveVectors(header.vectorBytes()).copyFrom(MemorySegment.ofBuffer(vectors));
            writer.section(
                    SectionKind.LEVEL0_LINKS,
                    numbers(2, 1, 2, -1, -1, 2, 0, 2, -1, -1, 2, 0, 1, -1, -1));
            writer.section(SectionKind.LEVELS, MemorySegment.ofArray(new byte[] {0, 0, 1}));
            writer.section(SectionKind.UPPER_OFFSETS, numbers(-1, -1, 0));
            writer.section(SectionKind.UPPER_LINKS, numbers(0, -1, -1));
            writer.section(SectionKind.IDS, numbers(7, 0, 0, 1, -1, -1));
            writer.section(SectionKind.TOMBSTONES, numbers(0b010, 0));
            writer.commit(header);
        }
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MemorySegment numbers(int... numbers) {
        ByteBuffer bytes = bytes(numbers.length * Integer.BYTES);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return MemorySegment.ofBuffer(bytes.flip());
    }

    private static String lines(byte[] file) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < file.length; at += LINE_BYTES) {
            String hex = HexFormat.of().formatHex(file, at, at + LINE_BYTES);
            if (!hex.matches("0*")) {
                lines.append(String.format("%04x %s%n", at, hex));
            }
        }
        return lines.toString();
    }

    @Test
    void itIsWrittenByteForByte() throws IOException {
        Path target = directory.resolve("tiny.hnsw");
        write(target);
        assertThat(lines(Files.readAllBytes(target))).isEqualTo(GOLDEN);
        assertThat(Files.size(target)).isEqualTo(8 * 4096);
    }

    @Test
    void itIsRead() throws IOException {
        byte[] file = new byte[8 * 4096];
        for (String line : GOLDEN.lines().toList()) {
            byte[] bytes = HexFormat.of().parseHex(line.substring(5));
            System.arraycopy(bytes, 0, file, Integer.parseInt(line, 0, 4, 16), bytes.length);
        }
        Path target = directory.resolve("tiny.hnsw");
        Files.write(target, file);
        try (IndexFile index = IndexFile.open(target)) {
            index.verify();
            assertThat(index.header().seed()).isEqualTo(0x1122334455667788L);
            assertThat(index.header().ordering()).isEqualTo(Ordering.KMEANS);
            assertThat(index.require(SectionKind.VECTORS).get(LittleEndian.U32, 128))
                    .isEqualTo(Float.floatToRawIntBits(2.5f));
        }
    }

    @Test
    void everyChoiceHasItsNumber() {
        assertThat(StableNumbers.METRICS).containsExactly(Metric.COSINE, Metric.L2, Metric.IP);
        assertThat(StableNumbers.METRICS).containsExactlyInAnyOrder(Metric.values());
        assertThat(StableNumbers.ENCODINGS).containsExactly(Encoding.F32, Encoding.BF16);
        assertThat(StableNumbers.ENCODINGS).containsExactlyInAnyOrder(Encoding.values());
        assertThat(StableNumbers.ALGORITHMS)
                .containsExactly(Algorithm.AUTO, Algorithm.PARTITION, Algorithm.INCREMENTAL);
        assertThat(StableNumbers.ALGORITHMS).containsExactlyInAnyOrder(Algorithm.values());
        assertThat(StableNumbers.ORDERINGS)
                .containsExactly(
                        Ordering.AUTO, Ordering.NONE, Ordering.RANDOM_PROJECTION, Ordering.KMEANS);
        assertThat(StableNumbers.ORDERINGS).containsExactlyInAnyOrder(Ordering.values());
        assertThat(List.of(SectionKind.values()))
                .extracting(SectionKind::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
}
