package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.hnsw.Metric;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawVectorsTest {

    private static final float[][] VECTORS = {{1, 2, 3}, {-1, 0.5f, 1e30f}};

    @TempDir Path directory;

    @Test
    void writesFloatsAndADescription() throws IOException {
        Path file = directory.resolve("v.raw");
        assertThat(RawVectors.write(file, ArrayVectors.of(VECTORS), Metric.L2, false))
                .isEqualTo(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(ReadBack.raw(VECTORS));
        assertThat(Files.readString(directory.resolve("v.raw.json")).replaceAll("\\s", ""))
                .isEqualTo("{\"n\":2,\"dim\":3,\"metric\":\"l2\"}");
    }

    @Test
    void theMetricIsOptional() throws IOException {
        RawVectors.write(directory.resolve("v.raw"), ArrayVectors.of(VECTORS), false);
        assertThat(Files.readString(directory.resolve("v.raw.json")).replaceAll("\\s", ""))
                .isEqualTo("{\"n\":2,\"dim\":3}");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "5, 129", "2, 65536", "3000, 17"})
    void roundTrips(int count, int dimension) {
        float[][] vectors = ReadBack.random(count, count, dimension);
        Path file = directory.resolve("v.raw");
        RawVectors.write(file, ArrayVectors.of(vectors), false);
        for (boolean direct : new boolean[] {false, true}) {
            assertThat(ReadBack.vectors(RawVectors.open(file, 0, direct))).isDeepEqualTo(vectors);
            assertThat(ReadBack.vectors(RawVectors.open(file, dimension, direct)))
                    .isDeepEqualTo(vectors);
        }
        assertThat(RawVectors.readAll(file, 0)).isDeepEqualTo(vectors);
    }

    @Test
    void aFileAloneNeedsADimension() throws IOException {
        Path file = Files.write(directory.resolve("v.f32"), ReadBack.raw(VECTORS));
        assertThat(RawVectors.readAll(file, 3)).isDeepEqualTo(VECTORS);
        assertThat(RawVectors.readAll(file, 2)).hasDimensions(3, 2);
        assertThatThrownBy(() -> RawVectors.open(file, 0, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("give the dimension", "v.f32");
    }

    @Test
    void anEmptyFileHasNoVectorsWhenTheDimensionIsKnown() throws IOException {
        Path file = Files.write(directory.resolve("v.f32"), new byte[0]);
        assertThat(ReadBack.vectors(RawVectors.open(file, 3, false))).isEmpty();
        assertThat(ReadBack.vectors(RawVectors.open(file, 3, true))).isEmpty();
        assertThatThrownBy(() -> RawVectors.open(file, 0, false))
                .isInstanceOf(InvalidArgumentException.class);
        Files.writeString(directory.resolve("v.f32.json"), "{\"n\": 0, \"dim\": 4}");
        assertThat(RawVectors.open(file, 0, false).dimension()).isEqualTo(4);
    }

    @Test
    void truncationAtEveryByteIsRefused() throws IOException {
        byte[] raw = ReadBack.raw(VECTORS);
        Path file = directory.resolve("v.f32");
        for (int length = 1; length < raw.length; length++) {
            if (length % 12 != 0) {
                Files.write(file, java.util.Arrays.copyOf(raw, length));
                assertThatThrownBy(() -> RawVectors.open(file, 3, false))
                        .isInstanceOf(CorruptionException.class)
                        .hasMessageContainingAll("not complete", "row=" + length / 12, "v.f32");
            }
        }
    }

    @Test
    void contradictionsAreRefused() throws IOException {
        Path file = directory.resolve("v.raw");
        RawVectors.write(file, ArrayVectors.of(VECTORS), false);
        assertThatThrownBy(() -> RawVectors.open(file, 2, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("dimension=2", "dimension of the file=3", "v.raw.json");
        Files.write(file, ReadBack.raw(VECTORS[0]));
        assertThatThrownBy(() -> RawVectors.open(file, 3, false))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContainingAll("vectors=1", "n=2", "v.raw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"n\": 2}",
                "{\"dim\": 3}",
                "{\"n\": -1, \"dim\": 3}",
                "{\"n\": 2, \"dim\": 0}",
                "{\"n\": 2, \"dim\": 65537}",
                "{\"n\": 2147483648, \"dim\": 3}",
                "{\"n\": 99999999999999999999, \"dim\": 3}",
                "{\"n\": 2.0, \"dim\": 3}",
                "{\"n\": \"2\", \"dim\": 3}",
                "{\"n\": 2, \"dim\": 3, \"metric\": \"euclid\"}",
                "{\"n\": 2, \"dim\": 3, \"metric\": 1}",
                "{\"n\": 2, \"dim\": 3, \"dim\": 3}",
                "{\"n\": 2, \"dim\": 3, \"dtype\": \"f32\"}",
                "{\"n\": 2, \"dim\": 3} x",
            })
    void wrongDescriptionsAreRefused(String json) throws IOException {
        Path file = Files.write(directory.resolve("v.raw"), ReadBack.raw(VECTORS));
        Files.writeString(directory.resolve("v.raw.json"), json);
        assertThatThrownBy(() -> RawVectors.open(file, 3, false))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("v.raw.json");
    }

    @Test
    void otherDescriptionsAreRefused() throws IOException {
        Path file = Files.write(directory.resolve("v.raw"), ReadBack.raw(VECTORS));
        Path beside = directory.resolve("v.raw.json");
        Files.write(beside, new byte[] {'{', (byte) 0xFF, '}'});
        assertThatThrownBy(() -> RawVectors.open(file, 3, false))
                .isInstanceOf(CorruptionException.class);
        Files.writeString(beside, " ".repeat(65_537));
        assertThatThrownBy(() -> RawVectors.open(file, 3, false))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("too long");
        Files.writeString(beside, "{\"n\":2,\"dim\":3,\"metric\":\"cosine\"}");
        assertThat(RawVectors.open(file, 0, false).count()).isEqualTo(2);
    }

    @Test
    void neitherFileIsReplacedUnasked() throws IOException {
        Path beside = Files.writeString(directory.resolve("v.raw.json"), "mine");
        Path file = directory.resolve("v.raw");
        assertThatThrownBy(() -> RawVectors.write(file, ArrayVectors.of(VECTORS), false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("v.raw.json");
        assertThat(directory).isDirectoryNotContaining(p -> !p.equals(beside));
        RawVectors.write(file, ArrayVectors.of(VECTORS), true);
        assertThat(RawVectors.readAll(file, 0)).isDeepEqualTo(VECTORS);
    }

    @Test
    void hugeFilesAreNotReadAtOnce() throws IOException {
        Path path = directory.resolve("huge.raw");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength((1L << 30) + 4);
        }
        assertThatThrownBy(() -> RawVectors.readAll(path, 1)).isInstanceOf(LimitException.class);
    }

    /** The last row of 3 GiB, of which only that row takes room on the device. */
    @Test
    void filesMayBeLargerThanAnArray() throws IOException {
        Path path = directory.resolve("huge.raw");
        int dimension = 65_536;
        long rows = 12_288;
        float[] last = ReadBack.random(1, 1, dimension)[0];
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek((rows - 1) * dimension * Float.BYTES);
            file.write(ReadBack.raw(last));
        }
        for (boolean direct : new boolean[] {false, true}) {
            try (VectorSource source = RawVectors.open(path, dimension, direct)) {
                assertThat(source.count()).isEqualTo(rows);
                MemorySegment row = MemorySegment.ofArray(new float[dimension]);
                ((RowSource) source).copyRows(rows - 1, 1, row, row.byteSize());
                assertThat(row.toArray(RowSource.COMPONENT)).isEqualTo(last);
            }
        }
    }

    @Test
    void queriesAreOneVector() throws IOException {
        float[] query = {1, 2, 3};
        Path raw = Files.write(directory.resolve("query.raw"), ReadBack.raw(query));
        assertThat(RawVectors.readQuery(raw, 3)).isEqualTo(query);
        assertThat(RawVectors.readQuery(raw, 0)).isEqualTo(query);
        assertThatThrownBy(() -> RawVectors.readQuery(raw, 2))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContainingAll("bytes=12", "dimension=2", "query.raw");
        for (int length : new int[] {0, 11, 13}) {
            Path wrong = Files.write(directory.resolve("w.raw"), new byte[length]);
            assertThatThrownBy(() -> RawVectors.readQuery(wrong, 0))
                    .isInstanceOf(CorruptionException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(3,)", "(1, 3)"})
    void queriesMayBeNpyFiles(String shape) throws IOException {
        float[] query = {1, 2, 3};
        for (boolean fortran : new boolean[] {false, shape.length() < 5}) {
            Path file =
                    NpyFile.write(
                            directory, NpyFile.of("<f4", fortran, shape, ReadBack.raw(query)));
            assertThat(RawVectors.readQuery(file, 3)).isEqualTo(query);
            assertThat(RawVectors.readQuery(file, 0)).isEqualTo(query);
            assertThatThrownBy(() -> RawVectors.readQuery(file, 4))
                    .isInstanceOf(InvalidArgumentException.class);
        }
        Path cut = NpyFile.write(directory, NpyFile.of("<f4", false, shape, new byte[11]));
        assertThatThrownBy(() -> RawVectors.readQuery(cut, 3))
                .isInstanceOf(CorruptionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"()", "(2, 3)", "(3, 1)", "(1, 1, 3)", "(0, 3)"})
    void otherShapesAreNoQuery(String shape) throws IOException {
        Path file = NpyFile.write(directory, NpyFile.of("<f4", false, shape, new byte[12]));
        assertThatThrownBy(() -> RawVectors.readQuery(file, 3))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("exactly one vector");
    }

    @Test
    void queriesOfOtherTypesAreRefused() throws IOException {
        Path file = NpyFile.write(directory, NpyFile.of("<f8", false, "(3,)", new byte[24]));
        assertThatThrownBy(() -> RawVectors.readQuery(file, 3))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("float32");
    }
}
