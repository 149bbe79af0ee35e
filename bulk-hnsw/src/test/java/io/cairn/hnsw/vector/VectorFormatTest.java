package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFormatTest {

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "npy, NPY",
        "numpy, NPY",
        "raw_f32, RAW_F32",
        "raw, RAW_F32",
        "f32, RAW_F32",
        "bin, RAW_F32",
        "fvecs, FVECS",
        "bvecs, BVECS"
    })
    void wordsNameFormats(String word, VectorFormat format) {
        assertThat(VectorFormat.parse(word)).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatHasAWordOfItsOwn(VectorFormat format) {
        assertThat(VectorFormat.parse(format.word())).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NPY", "npy ", "parquet"})
    void otherWordsAreRefusedWithTheKnownOnes(String word) {
        assertThatThrownBy(() -> VectorFormat.parse(word))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("numpy", "raw_f32", "fvecs", "bvecs", "format=" + word);
    }

    @ParameterizedTest
    @CsvSource({
        "a.npy, NPY",
        "a.b.NPY, NPY",
        "a.f32, RAW_F32",
        "a.bin, RAW_F32",
        "x/a.raw, RAW_F32",
        "a.fvecs, FVECS",
        "a.bvecs, BVECS"
    })
    void namesSayTheFormat(String name, VectorFormat format) {
        assertThat(VectorFormat.of(Path.of(name))).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npz", "npy", "x.npy/a", "a.npy.gz"})
    void otherNamesAskForTheFormat(String name) {
        assertThatThrownBy(() -> VectorFormat.of(Path.of(name)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("--format", name);
    }

    @Test
    void opensEachFormat() throws IOException {
        float[][] vectors = {{1, 2, 3}, {4, 5, 6}};
        Path npy = NpyVectors.write(directory.resolve("a.npy"), ArrayVectors.of(vectors), false);
        Path raw = RawVectors.write(directory.resolve("a.raw"), ArrayVectors.of(vectors), false);
        Path fvecs =
                FvecsVectors.write(directory.resolve("a.fvecs"), ArrayVectors.of(vectors), false);
        Path bvecs =
                Files.write(
                        directory.resolve("a.bvecs"),
                        new byte[] {3, 0, 0, 0, 1, 2, 3, 3, 0, 0, 0, 4, 5, 6});
        for (Path file : new Path[] {npy, raw, fvecs, bvecs}) {
            for (boolean direct : new boolean[] {false, true}) {
                assertThat(ReadBack.vectors(VectorFormat.of(file).open(file, 3, direct)))
                        .as("%s, direct %s", file, direct)
                        .isDeepEqualTo(vectors);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void dimensionsOutOfRangeAreRefused(VectorFormat format) {
        for (int dimension : new int[] {-1, 65_537}) {
            assertThatThrownBy(() -> format.open(directory.resolve("none"), dimension, false))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("dimension=" + dimension);
        }
    }
}
