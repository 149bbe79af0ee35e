package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixedRowsTest {

    @TempDir Path directory;

    @Test
    void writesADimensionBeforeEachVector() throws IOException {
        Path file = directory.resolve("v.fvecs");
        float[][] vectors = {{1, -2}, {0.5f, 0}};
        assertThat(FvecsVectors.write(file, ArrayVectors.of(vectors), false)).isEqualTo(file);
        assertThat(Files.readAllBytes(file))
                .containsExactly(
                        2, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, //
                        2, 0, 0, 0, 0, 0, 0, 0x3F, 0, 0, 0, 0);
        assertThatThrownBy(() -> FvecsVectors.write(file, ArrayVectors.of(vectors), false))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "5, 129", "3, 65536", "3000, 17"})
    void roundTrips(int count, int dimension) {
        float[][] vectors = ReadBack.random(count, count, dimension);
        Path file = directory.resolve("v.fvecs");
        FvecsVectors.write(file, ArrayVectors.of(vectors), false);
        for (boolean direct : new boolean[] {false, true}) {
            try (VectorSource source = FvecsVectors.open(file, 0, direct)) {
                assertThat(source.count()).isEqualTo(count);
                assertThat(source.dimension()).isEqualTo(dimension);
                assertThat(ReadBack.of(source, 4, 8).vectors()).isDeepEqualTo(vectors);
            }
        }
    }

    @Test
    void bytesAreUnsigned() throws IOException {
        byte[] bytes = {3, 0, 0, 0, 0, 127, -128, 3, 0, 0, 0, -1, 1, 2};
        Path file = Files.write(directory.resolve("v.bvecs"), bytes);
        for (boolean direct : new boolean[] {false, true}) {
            try (VectorSource source = BvecsVectors.open(file, 3, direct)) {
                assertThat(ReadBack.of(source, 5, 4).vectors())
                        .isDeepEqualTo(new float[][] {{0, 127, 128}, {255, 1, 2}});
            }
        }
    }

    /** The wrong row leaves the file's length as it would be without it. */
    @Test
    void aRowOfAnotherDimensionIsNamedWhenItIsReached() throws IOException {
        ByteBuffer bytes = ReadBack.littleEndian(5 * 12);
        for (int row = 0; row < 5; row++) {
            bytes.putInt(row * 12, row == 3 ? 7 : 2);
        }
        Path file = Files.write(directory.resolve("v.fvecs"), bytes.array());
        try (VectorSource source = FvecsVectors.open(file, 2, false)) {
            assertThatThrownBy(() -> ReadBack.of(source, 2, 0))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContainingAll("row=3", "found=7", "dimension=2", "v.fvecs");
        }
    }

    @Test
    void aRowOfAnotherDimensionIsNamedWhenTheLengthIsWrong() throws IOException {
        ByteBuffer bytes = ReadBack.littleEndian(12 + 16 + 12);
        bytes.putInt(0, 2).putInt(12, 3).putInt(28, 2);
        Path file = Files.write(directory.resolve("v.fvecs"), bytes.array());
        assertThatThrownBy(() -> FvecsVectors.open(file, 0, false))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContainingAll("row=1", "found=3", "v.fvecs");
    }

    @Test
    void truncationAtEveryByteNamesTheRow() throws IOException {
        Path file = directory.resolve("v.fvecs");
        FvecsVectors.write(file, ArrayVectors.of(ReadBack.random(1, 3, 2)), false);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 1; length < bytes.length; length++) {
            if (length % 12 != 0) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> FvecsVectors.open(file, 0, false))
                        .isInstanceOf(CorruptionException.class)
                        .hasMessageContainingAll("ends within", "row=" + length / 12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_537, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void impossibleDimensionsAreRefused(int dimension) throws IOException {
        byte[] bytes = ReadBack.littleEndian(64).putInt(dimension).array();
        Path file = Files.write(directory.resolve("v.bvecs"), bytes);
        assertThatThrownBy(() -> BvecsVectors.open(file, 0, false))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContainingAll("row=0", "found=" + dimension);
    }

    @Test
    void anotherDimensionThanAskedForIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("v.bvecs"), new byte[] {1, 0, 0, 0, 9});
        assertThatThrownBy(() -> BvecsVectors.open(file, 2, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("dimension=2", "dimension of the file=1");
    }

    @Test
    void anEmptyFileHasNoVectorsWhenTheDimensionIsKnown() throws IOException {
        Path file = Files.write(directory.resolve("v.fvecs"), new byte[0]);
        try (VectorSource source = FvecsVectors.open(file, 4, false)) {
            assertThat(source.dimension()).isEqualTo(4);
            assertThat(ReadBack.of(source, 1, 0).vectors()).isEmpty();
        }
        assertThatThrownBy(() -> FvecsVectors.open(file, 0, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("give the dimension");
    }
}
