package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which vectors lie in mapped memory as they are wanted, and what becomes of errors. */
class RowsInPlaceTest {

    private static final int COUNT = 100;
    private static final int DIMENSION = 16;

    @TempDir Path directory;

    private final float[][] vectors = ReadBack.random(1, COUNT, DIMENSION);

    private Path npy() {
        return NpyVectors.write(directory.resolve("v.npy"), ArrayVectors.of(vectors), true);
    }

    private static RowsInPlace of(VectorSource source) {
        return Objects.requireNonNull(RowsInPlace.of(source));
    }

    private static void assertHolds(RowsInPlace rows, float[]... vectors) {
        assertThat(rows.memory().isReadOnly()).isTrue();
        assertThat(rows.memory().mismatch(MemorySegment.ofArray(ReadBack.raw(vectors))))
                .isEqualTo(-1);
    }

    @Test
    void mappedFilesWithoutGaps() {
        Path raw = RawVectors.write(directory.resolve("v.raw"), ArrayVectors.of(vectors), true);
        try (VectorSource ofNpy = NpyVectors.open(npy(), 0, false);
                VectorSource anyType = NpyVectors.openAnyType(npy(), 0);
                VectorSource ofRaw = RawVectors.open(raw, 0, false)) {
            assertHolds(of(ofNpy), vectors);
            assertHolds(of(anyType), vectors);
            assertHolds(of(ofRaw), vectors);
        }
    }

    @Test
    void nothingElse() throws IOException {
        Path fvecs = directory.resolve("v.fvecs");
        ByteBuffer bytes = ReadBack.littleEndian(COUNT * (DIMENSION + 1) * 4);
        for (float[] vector : vectors) {
            bytes.putInt(DIMENSION);
            for (float x : vector) {
                bytes.putFloat(x);
            }
        }
        Files.write(fvecs, bytes.array());
        Path empty = Files.createFile(directory.resolve("empty.raw"));
        try (VectorSource direct = NpyVectors.open(npy(), 0, true);
                VectorSource array = ArrayVectors.of(vectors);
                VectorSource prefixed = FvecsVectors.open(fvecs, 0, false);
                VectorSource none = RawVectors.open(empty, 3, false)) {
            assertThat(RowsInPlace.of(direct)).isNull();
            assertThat(RowsInPlace.of(array)).isNull();
            assertThat(RowsInPlace.of(prefixed)).isNull();
            assertThat(RowsInPlace.of(none)).isNull();
        }
    }

    @Test
    void notWhenSomeWereReadOrTheSourceIsClosed() {
        VectorSource source = NpyVectors.open(npy(), 0, false);
        source.read(MemorySegment.ofArray(new float[DIMENSION]), DIMENSION * 4, new long[1], 1);
        assertThat(RowsInPlace.of(source)).isNull();
        source.close();
        VectorSource closed = NpyVectors.open(npy(), 0, false);
        closed.close();
        assertThat(RowsInPlace.of(closed)).isNull();
    }

    @Test
    void idsAreTakenOnceAndAreThoseOfAFile() throws IOException {
        ByteBuffer bytes = ReadBack.littleEndian(COUNT * Long.BYTES);
        for (int i = 0; i < COUNT; i++) {
            bytes.putLong(1000 - i);
        }
        Path file = Files.write(directory.resolve("ids"), bytes.array());
        try (VectorSource plain = NpyVectors.open(npy(), 0, false);
                VectorSource named = VectorIds.withIds(NpyVectors.open(npy(), 0, false), file)) {
            assertHolds(of(named), vectors);
            long[] ids = new long[COUNT];
            of(plain).takeIds(ids);
            assertThat(ids).startsWith(0, 1, 2).endsWith(COUNT - 1);
            assertThat(RowsInPlace.of(plain)).isNull();
            of(named).takeIds(ids);
            assertThat(ids).startsWith(1000, 999).endsWith(1001 - COUNT);
        }
    }

    @Test
    void aFileThatBecameShorterIsReported() throws IOException {
        try (VectorSource source = NpyVectors.open(npy(), 0, false)) {
            RowsInPlace rows = of(source);
            Path path = directory.resolve("v.npy");
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(1000);
            }
            assertThatExceptionOfType(CorruptionException.class)
                    .isThrownBy(() -> rows.reading(() -> "done"))
                    .withMessageContaining("bytes=1000");
        }
    }

    @Test
    void errorsAboutSomethingElseArePassedOn() {
        VectorSource source = NpyVectors.open(npy(), 0, false);
        RowsInPlace rows = of(source);
        InternalError error = new InternalError("something else");
        IllegalStateException state = new IllegalStateException("of something else");
        assertThat(rows.reading(() -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> rows.reading(() -> fail(error))).isSameAs(error);
        assertThatThrownBy(() -> rows.reading(() -> fail(state))).isSameAs(state);
        source.close();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> rows.reading(() -> rows.memory().get(RowSource.COMPONENT, 0)));
    }

    private static String fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
