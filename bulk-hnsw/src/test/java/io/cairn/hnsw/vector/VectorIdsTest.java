package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorIdsTest {

    @TempDir Path directory;

    @Test
    void withoutAFileIdsAreRowNumbers() {
        VectorSource source = ArrayVectors.of(ReadBack.random(1, 5, 2));
        assertThat(ReadBack.of(source, 2, 0).ids()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void vectorsGetTheIdsOfTheFile() throws IOException {
        int count = 20_000;
        long[] ids = new Random(3).longs().distinct().limit(count).toArray();
        ids[17] = -1;
        ids[18] = 0;
        float[][] vectors = ReadBack.random(1, count, 3);
        Path file = file(ids);
        try (VectorSource source = VectorIds.withIds(ArrayVectors.of(vectors), file)) {
            assertThat(source.count()).isEqualTo(count);
            assertThat(source.dimension()).isEqualTo(3);
            assertThat(source.name()).isEqualTo("memory");
            ReadBack read = ReadBack.of(source, 777, 4);
            assertThat(read.ids()).isEqualTo(ids);
            assertThat(read.vectors()).isDeepEqualTo(vectors);
        }
    }

    @Test
    void idsAreLittleEndian() throws IOException {
        Path file = Files.write(directory.resolve("ids"), new byte[] {1, 2, 0, 0, 0, 0, 0, 0});
        VectorSource source = VectorIds.withIds(ArrayVectors.of(ReadBack.random(1, 1, 1)), file);
        assertThat(ReadBack.of(source, 1, 0).ids()).containsExactly(0x201);
    }

    @Test
    void closingClosesTheVectors() throws IOException {
        VectorSource inner = ArrayVectors.of(ReadBack.random(1, 1, 1));
        VectorIds.withIds(inner, file(4)).close();
        assertThatThrownBy(() -> ReadBack.of(inner, 1, 0)).isInstanceOf(ClosedException.class);
    }

    @Test
    void anotherNumberOfIdsIsRefused() throws IOException {
        float[][] vectors = ReadBack.random(1, 3, 2);
        for (int bytes : new int[] {0, 16, 23, 25, 32}) {
            Path file = Files.write(directory.resolve("ids"), new byte[bytes]);
            try (VectorSource inner = ArrayVectors.of(vectors)) {
                assertThatThrownBy(() -> VectorIds.withIds(inner, file))
                        .isInstanceOf(CorruptionException.class)
                        .hasMessageContainingAll("bytes=" + bytes, "vectors=3", "ids");
                assertThat(ReadBack.of(inner, 1, 0).ids()).hasSize(3);
            }
        }
    }

    @Test
    void equalIdsAreRefusedWithBothRows() throws IOException {
        long[] ids = LongStream.range(0, 10_000).map(i -> i * 31 % 10_007).toArray();
        ids[9_000] = ids[123];
        Path file = file(ids);
        assertThatThrownBy(() -> VectorIds.withIds(ArrayVectors.of(new float[ids.length][1]), file))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContainingAll(
                        "row=123", "other row=9000", "id=" + ids[123], file.toString());
    }

    @Test
    void neighboursWithEqualIdsAreRefused() throws IOException {
        Path file = file(1, 2, -1, -1);
        assertThatThrownBy(() -> VectorIds.withIds(ArrayVectors.of(new float[4][1]), file))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContainingAll("row=2", "other row=3", "id=18446744073709551615");
    }

    @Test
    void vectorsThatWereReadBeforeAreNoticed() throws IOException {
        VectorSource inner = ArrayVectors.of(new float[4][1]);
        ReadBack.of(inner, 1, 0);
        try (VectorSource source = VectorIds.withIds(inner, file(1, 2, 3, 4))) {
            assertThatThrownBy(() -> ReadBack.of(source, 2, 0))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("row=0");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() ->
                        VectorIds.withIds(
                                ArrayVectors.of(new float[4][1]), directory.resolve("none")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("none");
    }

    private Path file(long... ids) throws IOException {
        ByteBuffer bytes = ReadBack.littleEndian(ids.length * Long.BYTES);
        for (long id : ids) {
            bytes.putLong(id);
        }
        return Files.write(directory.resolve("ids"), bytes.array());
    }
}
