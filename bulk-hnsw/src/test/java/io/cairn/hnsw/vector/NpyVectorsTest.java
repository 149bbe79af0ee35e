package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyVectorsTest {

    private static final float[][] VECTORS = {{0, 1, -2}, {3.5f, 1e-40f, 5}};

    @TempDir Path directory;

    /** The bytes that numpy 2.4 writes for float32[2][3]. */
    @Test
    void writesWhatNumpyWrites() throws IOException {
        Path file = NpyVectors.write(path(), ArrayVectors.of(VECTORS), false);

        String head =
                "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
                        + " ".repeat(58)
                        + "\n";
        byte[] header = head.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(header).hasSize(128);
        byte[] expected = Arrays.copyOf(header, 128 + 24);
        System.arraycopy(ReadBack.raw(VECTORS), 0, expected, 128, 24);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "5, 129", "2, 65536", "3000, 17"})
    void roundTrips(int count, int dimension) {
        float[][] vectors = ReadBack.random(count, count, dimension);
        Path file = NpyVectors.write(path(), ArrayVectors.of(vectors), false);

        for (boolean direct : new boolean[] {false, true}) {
            try (VectorSource source = NpyVectors.open(file, dimension, direct)) {
                assertThat(source.count()).isEqualTo(count);
                assertThat(source.dimension()).isEqualTo(dimension);
                assertThat(source.name()).isEqualTo("vectors.npy");
                assertThat(ReadBack.of(source, 2, 12).vectors()).isDeepEqualTo(vectors);
            }
        }
        assertThat(ReadBack.vectors(NpyVectors.openAnyType(file, 0))).isDeepEqualTo(vectors);
    }

    @Test
    void roundTripsNoVectors() {
        VectorSource none = ArrayVectors.of(java.lang.foreign.MemorySegment.NULL, 5);
        Path file = NpyVectors.write(path(), none, false);
        for (boolean direct : new boolean[] {false, true}) {
            try (VectorSource source = NpyVectors.open(file, 0, direct)) {
                assertThat(source.dimension()).isEqualTo(5);
                assertThat(ReadBack.of(source, 1, 0).vectors()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsAllVersions(int major) throws IOException {
        String text = "{\"shape\":(2,3),\"descr\":\"<f4\",\"fortran_order\":False}\n";
        Path file = file(NpyFile.of(major, text, ReadBack.raw(VECTORS)));
        assertThat(ReadBack.vectors(NpyVectors.open(file, 3, false))).isDeepEqualTo(VECTORS);
        assertThat(ReadBack.vectors(NpyVectors.open(file, 3, true))).isDeepEqualTo(VECTORS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f4", "|f4", "=f4", "f4", "float32"})
    void readsAllNamesOfTheType(String descr) throws IOException {
        Path file = file(NpyFile.of(descr, false, "(2, 3)", ReadBack.raw(VECTORS)));
        assertThat(ReadBack.vectors(NpyVectors.open(file, 0, false))).isDeepEqualTo(VECTORS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f8", ">f4", "<f2", "|i1", "|u1", "<i4", ">u8", "float64", "int32"})
    void otherTypesAreToBeConverted(String descr) throws IOException {
        Path file = file(NpyFile.of(descr, false, "(2, 3)", new byte[48]));
        refused(
                file,
                0,
                InvalidArgumentException.class,
                "cairn bulk convert",
                "field=descr",
                descr);
    }

    @Test
    void fortranOrderIsToBeConverted() throws IOException {
        Path file = file(NpyFile.of("<f4", true, "(2, 3)", ReadBack.raw(VECTORS)));
        refused(file, 0, InvalidArgumentException.class, "cairn bulk convert", "fortran_order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f3", "<f16", "f1", "<c8", "|b1", "|S4", "<M8[ns]", "|O", "", "<f44"})
    void typesThatAreNoPlainNumbersAreRefused(String descr) throws IOException {
        Path file = file(NpyFile.of(descr, false, "(2, 3)", new byte[24]));
        refused(file, 0, InvalidArgumentException.class, "field=descr", "float32");
        assertThatThrownBy(() -> NpyVectors.openAnyType(file, 0))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"()", "(6,)", "(1, 2, 3)", "(2, 0)"})
    void otherShapesAreRefused(String shape) throws IOException {
        Path file = file(NpyFile.of("<f4", false, shape, new byte[24]));
        refused(file, 0, InvalidArgumentException.class, "vectors.npy");
        assertThatThrownBy(() -> NpyVectors.openAnyType(file, 0))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(2147483648, 1)", "(9223372036854775807, 1)", "(1, 65537)"})
    void hugeShapesAreRefused(String shape) throws IOException {
        Path file = file(NpyFile.of("<f4", false, shape, new byte[24]));
        assertThatThrownBy(() -> NpyVectors.open(file, 0, false))
                .isInstanceOfAny(LimitException.class, CorruptionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{'descr': '<f4', 'fortran_order': False, }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': 1}",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}",
                "{'descr': '<f4', 'fortran_order': Fals, 'shape': (2, 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (6)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,, 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3.0)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 3)}",
                "{'descr': '<f4' 'fortran_order': False, 'shape': (2, 3)}",
                "{'descr' '<f4', 'fortran_order': False, 'shape': (2, 3)}",
                "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2, 3)}",
                "{'descr': '<f4, 'fortran_order': False, 'shape': (2, 3)}",
                "{'descr': None, 'fortran_order': False, 'shape': (2, 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} x",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3",
                "{,'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
            })
    void malformedHeadersAreRefused(String text) throws IOException {
        Path file = file(NpyFile.of(1, text + "\n", ReadBack.raw(VECTORS)));
        refused(file, 0, CorruptionException.class, "vectors.npy", "problem=");
    }

    @Test
    void structuredElementsAreRefused() throws IOException {
        String text = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }\n";
        Path file = file(NpyFile.of(1, text, ReadBack.raw(VECTORS)));
        refused(file, 0, InvalidArgumentException.class, "structured", "field=descr");
    }

    @Test
    void shapesOfManyAxesAreRefused() throws IOException {
        String text =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }"
                        .formatted("1, ".repeat(65));
        refused(file(NpyFile.of(1, text, new byte[4])), 0, CorruptionException.class, "64");
    }

    @Test
    void longHeadersAreRefusedBeforeTheyAreRead() throws IOException {
        byte[] bytes = NpyFile.of(2, "{}\n", ReadBack.raw(VECTORS));
        Arrays.fill(bytes, 8, 12, (byte) 0xFF);
        refused(file(bytes), 0, CorruptionException.class, "header bytes=4294967295");
    }

    @Test
    void otherFilesAndVersionsAreRefused() throws IOException {
        refused(file(new byte[200]), 0, CorruptionException.class, "not a .npy file");
        byte[] bytes = good();
        bytes[6] = 4;
        refused(file(bytes), 0, CorruptionException.class, "version=4.0");
        bytes[6] = 1;
        bytes[7] = 1;
        refused(file(bytes), 0, CorruptionException.class, "version=1.1");
    }

    @Test
    void anotherDimensionIsRefused() throws IOException {
        refused(
                file(good()),
                4,
                InvalidArgumentException.class,
                "dimension=4",
                "dimension of the file=3");
        assertThatThrownBy(() -> NpyVectors.openAnyType(path(), 4))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void bytesBehindTheBodyAreRefused() throws IOException {
        byte[] bytes = good();
        refused(
                file(Arrays.copyOf(bytes, bytes.length + 1)),
                0,
                CorruptionException.class,
                "more bytes");
    }

    @Test
    void truncationAtEveryByteIsRefused() throws IOException {
        for (int major = 1; major <= 2; major++) {
            String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";
            byte[] bytes = NpyFile.of(major, text, ReadBack.raw(VECTORS));
            for (int length = 0; length < bytes.length; length++) {
                refused(file(Arrays.copyOf(bytes, length)), 0, CorruptionException.class, "ends");
            }
        }
    }

    @Test
    void writingRefusesAnExistingTargetAndASourceThatWasRead() throws IOException {
        Path file = file(new byte[] {1});
        assertThatThrownBy(() -> NpyVectors.write(file, ArrayVectors.of(VECTORS), false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("exists");

        VectorSource source = ArrayVectors.of(VECTORS);
        ReadBack.of(source, 1, 0);
        assertThatThrownBy(() -> NpyVectors.write(file, source, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("read before");
        assertThat(Files.readAllBytes(file)).containsExactly(1);
        assertThat(directory).isDirectoryNotContaining("glob:**.partial");

        NpyVectors.write(file, ArrayVectors.of(VECTORS), true);
        assertThat(ReadBack.vectors(NpyVectors.open(file, 0, false))).isDeepEqualTo(VECTORS);
    }

    private static byte[] good() {
        return NpyFile.of("<f4", false, "(2, 3)", ReadBack.raw(VECTORS));
    }

    private static void refused(
            Path file, int dimension, Class<? extends CairnException> type, String... texts) {
        for (boolean direct : new boolean[] {false, true}) {
            assertThatThrownBy(() -> NpyVectors.open(file, dimension, direct))
                    .isInstanceOf(type)
                    .hasMessageContainingAll(texts);
        }
    }

    private Path path() {
        return directory.resolve("vectors.npy");
    }

    private Path file(byte[] bytes) throws IOException {
        return NpyFile.write(directory, bytes);
    }
}
