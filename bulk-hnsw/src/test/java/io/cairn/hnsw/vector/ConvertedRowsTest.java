package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertedRowsTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8",
                ">i8", "|u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8", "float64", "uint16"
            })
    void convertsEveryTypeInBothOrders(String descr) throws IOException {
        NpyType type = NpyType.of(descr, directory);
        int rows = 9;
        int columns = 5;
        for (boolean fortran : new boolean[] {false, true}) {
            ByteBuffer body = ByteBuffer.allocate(rows * columns * type.bytes());
            body.order(type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < rows * columns; i++) {
                int row = fortran ? i % rows : i / columns;
                int column = fortran ? i / rows : i % columns;
                put(body, type, value(type, row, column));
            }
            Path file =
                    NpyFile.write(directory, NpyFile.of(descr, fortran, "(9, 5)", body.array()));
            float[][] vectors = ReadBack.vectors(NpyVectors.openAnyType(file, 0));
            assertThat(vectors).hasDimensions(rows, columns);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    assertThat(vectors[row][column]).isEqualTo(value(type, row, column));
                }
            }
        }
    }

    private static int value(NpyType type, int row, int column) {
        int value = row * 7 + column;
        return type.kind() == 'u' ? value + 180 : value % 2 == 0 ? value : -value;
    }

    private static void put(ByteBuffer body, NpyType type, int value) {
        if (type.kind() == 'f') {
            switch (type.bytes()) {
                case 2 -> body.putShort(Float.floatToFloat16(value));
                case 4 -> body.putFloat(value);
                default -> body.putDouble(value);
            }
        } else {
            switch (type.bytes()) {
                case 1 -> body.put((byte) value);
                case 2 -> body.putShort((short) value);
                case 4 -> body.putInt(value);
                default -> body.putLong(value);
            }
        }
    }

    @Test
    void roundsToTheNearestFloat() throws IOException {
        assertThat(convertLong("<u8", -1L)).isEqualTo(0x1p64f);
        /* Just above the middle between two floats: rounding twice would give the lower one. */
        assertThat(convertLong("<u8", (1L << 63) + (1L << 39) + 1)).isEqualTo(0x1.000002p63f);
        assertThat(convertLong("<u8", (1L << 63) + (1L << 39))).isEqualTo(0x1p63f);
        assertThat(convertLong("<i8", -1L)).isEqualTo(-1f);
        assertThat(convertLong("<i8", Long.MIN_VALUE)).isEqualTo(-0x1p63f);
        assertThat(convertLong("<f8", Double.doubleToLongBits(0.1))).isEqualTo(0.1f);
        assertThat(convertLong("<f8", Double.doubleToLongBits(1e-300))).isZero();
    }

    @Test
    void leavesNanAndInfinityToTheReader() throws IOException {
        assertThat(convertLong("<f8", Double.doubleToLongBits(Double.NaN))).isNaN();
        assertThat(convertLong("<f8", Double.doubleToLongBits(Double.NEGATIVE_INFINITY)))
                .isEqualTo(Float.NEGATIVE_INFINITY);
    }

    private float convertLong(String descr, long bits) throws IOException {
        byte[] body = ReadBack.littleEndian(8).putLong(bits).array();
        Path file = NpyFile.write(directory, NpyFile.of(descr, false, "(1, 1)", body));
        return ReadBack.vectors(NpyVectors.openAnyType(file, 1))[0][0];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesNumbersTooLargeForFloat(boolean fortran) throws IOException {
        ByteBuffer body = ReadBack.littleEndian(4 * 3 * 8);
        body.putDouble((fortran ? 1 * 4 + 2 : 2 * 3 + 1) * 8, -3.5e38);
        Path file = NpyFile.write(directory, NpyFile.of("<f8", fortran, "(4, 3)", body.array()));
        try (VectorSource source = NpyVectors.openAnyType(file, 0)) {
            assertThatThrownBy(() -> ReadBack.of(source, 1, 0))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContainingAll("row=2", "column=1", "value=-3.5E38", "vectors.npy");
        }
    }

    /** More rows than a block holds, so that blocks meet within a batch. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsBlockAfterBlock(boolean fortran) throws IOException {
        int rows = 65_536 * 2 + 3;
        ByteBuffer body = ByteBuffer.allocate(rows * 2 * Short.BYTES);
        for (int i = 0; i < rows * 2; i++) {
            int row = fortran ? i % rows : i / 2;
            int column = fortran ? i / rows : i % 2;
            body.putShort((short) (row * 3 + column));
        }
        Path file =
                NpyFile.write(
                        directory, NpyFile.of(">i2", fortran, "(" + rows + ", 2)", body.array()));
        try (VectorSource source = NpyVectors.openAnyType(file, 2)) {
            float[][] vectors = ReadBack.of(source, 1000, 4).vectors();
            float[][] expected = new float[rows][];
            for (int row = 0; row < rows; row++) {
                expected[row] = new float[] {(short) (row * 3), (short) (row * 3 + 1)};
            }
            assertThat(Arrays.deepEquals(vectors, expected)).isTrue();
        }
    }

    @Test
    void refusesABodyOfAnotherLength() throws IOException {
        Path file = NpyFile.write(directory, NpyFile.of("<f8", true, "(2, 3)", new byte[47]));
        assertThatThrownBy(() -> NpyVectors.openAnyType(file, 0))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("ends before its last element");
    }
}
