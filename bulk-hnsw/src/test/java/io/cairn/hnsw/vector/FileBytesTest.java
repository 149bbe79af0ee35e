package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBytesTest {

    private static final int WINDOW = WindowedBytes.WINDOW_BYTES;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW + 12_345})
    void allWaysOfReadingGiveTheSameBytes(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = Files.write(directory.resolve("file"), content);
        try (FileBytes mapped = FileBytes.open(file, false);
                FileBytes direct = FileBytes.open(file, true);
                FileBytes plain = WindowedBytes.open(file, size, FileBytesTest::refuse)) {
            for (FileBytes bytes : new FileBytes[] {mapped, direct, plain}) {
                assertThat(bytes.size()).isEqualTo(size);
                assertThat(read(bytes, 0, size)).isEqualTo(content);
                Random random = new Random(1);
                for (int i = 0; i < 30; i++) {
                    int from = random.nextInt(size);
                    int length = random.nextInt(Math.min(size - from, 100_000) + 1);
                    assertThat(read(bytes, from, length))
                            .isEqualTo(Arrays.copyOfRange(content, from, from + length));
                }
            }
        }
    }

    @Test
    void aFileSystemThatRefusesWhenReadFirstIsReadThroughThePageCache() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {1, 2, 3});
        AtomicInteger opened = new AtomicInteger();
        /* Reading from a closed channel fails, as reading unaligned would. */
        try (FileBytes bytes =
                WindowedBytes.open(
                        file,
                        3,
                        path -> {
                            opened.incrementAndGet();
                            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                            channel.close();
                            return channel;
                        })) {
            assertThat(read(bytes, 0, 3)).containsExactly(1, 2, 3);
        }
        assertThat(opened).hasValue(1);
    }

    private static FileChannel refuse(Path path) {
        throw new UnsupportedOperationException("refused by the test");
    }

    private static byte[] read(FileBytes bytes, long from, int length) {
        MemorySegment target = MemorySegment.ofArray(new byte[length]);
        bytes.read(from, target, 0, length);
        return target.toArray(ValueLayout.JAVA_BYTE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyRegularFilesAreOpened(boolean direct) {
        assertThatThrownBy(() -> FileBytes.open(directory, direct))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("directory", directory.toString());
        assertThatThrownBy(() -> FileBytes.open(directory.resolve("none"), direct))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("no such file", "none");
        assertThatThrownBy(() -> FileBytes.open(Path.of("/dev/null"), direct))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContainingAll("not a regular file", "/dev/null");
    }

    @Test
    void aPathThatCannotBeFollowedCannotBeRead() throws IOException {
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThatThrownBy(() -> FileBytes.open(loop, false))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("loop");
    }

    @Test
    void failuresOfTheFileSystemAreClassified() {
        Path file = Path.of("some.npy");
        assertCode(
                FileFailure.reading(file, new AccessDeniedException("some.npy")),
                ErrorCode.PERMISSION);
        assertCode(
                FileFailure.writing(file, new IOException("Read-only file system")),
                ErrorCode.PERMISSION);
        assertCode(
                FileFailure.writing(file, new IOException("No space left on device")),
                ErrorCode.NO_SPACE);
        assertCode(
                FileFailure.writing(
                        file, new FileSystemException("a", null, "Disk quota exceeded")),
                ErrorCode.NO_SPACE);
        assertCode(FileFailure.reading(file, new IOException("Input/output error")), ErrorCode.IO);
    }

    private static void assertCode(Throwable failure, ErrorCode code) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        UnavailableException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("file=some.npy");
    }

    /** Pages that vanish under the mapping, read by the row and by the batch. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1024})
    void truncationWhileOpenIsAnException(int dimension) throws IOException {
        Path path = directory.resolve("vectors.raw");
        long rowBytes = dimension * 4L;
        long rows = (8 << 20) / rowBytes;
        for (boolean direct : new boolean[] {false, true}) {
            for (int gap : new int[] {0, 8}) {
                setLength(path, rows * rowBytes);
                try (VectorSource source = RawVectors.open(path, dimension, direct)) {
                    assertThatThrownBy(() -> readCutting(source, path, rowBytes + gap))
                            .isInstanceOf(CorruptionException.class)
                            .hasMessageContainingAll("became shorter", path.toString());
                }
            }
        }
    }

    /** Reads half of the rows, so that the code is compiled, then cuts the file, and reads on. */
    private static void readCutting(VectorSource source, Path path, long rowBytes)
            throws IOException {
        int batch = 100;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate(batch * rowBytes);
            long[] ids = new long[batch];
            long done = 0;
            boolean cut = false;
            int count;
            while ((count = source.read(rows, rowBytes, ids, batch)) > 0) {
                done += count;
                if (!cut && done > source.count() / 2) {
                    setLength(path, 4096);
                    cut = true;
                }
            }
        }
    }

    /** Within the last page nothing fails, but what is read is not in the file any more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void truncationByOneByteIsAnException(boolean direct) throws IOException {
        Path path = directory.resolve("vectors.raw");
        setLength(path, 400);
        try (VectorSource source = RawVectors.open(path, 10, direct)) {
            setLength(path, 399);
            assertThatThrownBy(() -> ReadBack.of(source, 10, 0))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContainingAll("bytes=399", "bytes before=400");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsReadAfterClose(boolean direct) throws IOException {
        Path path = directory.resolve("vectors.raw");
        setLength(path, 400);
        VectorSource source = RawVectors.open(path, 10, direct);
        source.close();
        source.close();
        assertThatThrownBy(() -> ReadBack.of(source, 10, 0)).isInstanceOf(ClosedException.class);
    }

    private static void setLength(Path path, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }
}
