package io.cairn.ipc.server.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** What other processes can and cannot do to memory that the server lends. */
final class SharedMemoryTest {

    private static final long BYTES = 1 << 20;

    @Test
    void sharesBytesBothWays() throws IOException {
        try (SharedMemory memory = SharedMemory.create("cairn-test", BYTES);
                Arena arena = Arena.ofShared()) {
            MemorySegment other = Descriptors.map(memory.path(), arena);
            assertThat(other.byteSize()).isEqualTo(BYTES);
            assertThat(other.get(ValueLayout.JAVA_BYTE, BYTES - 1)).isZero();

            other.set(ValueLayout.JAVA_LONG, 8, 42);
            memory.segment().set(ValueLayout.JAVA_LONG, 16, 43);

            assertThat(memory.segment().get(ValueLayout.JAVA_LONG, 8)).isEqualTo(42);
            assertThat(other.get(ValueLayout.JAVA_LONG, 16)).isEqualTo(43);
        }
    }

    @Test
    void nobodyCanChangeTheSize() throws IOException {
        try (SharedMemory memory = SharedMemory.create("cairn-test", BYTES)) {
            Path path = Path.of(memory.path());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                assertThatThrownBy(() -> channel.truncate(0))
                        .isInstanceOf(IOException.class)
                        .hasMessage("Operation not permitted");
            }
            assertThatThrownBy(() ->
                            FileChannel.open(
                                    path,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.TRUNCATE_EXISTING))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Files.write(path, new byte[1], StandardOpenOption.APPEND))
                    .isInstanceOf(IOException.class);
            assertThat(Files.size(path)).isEqualTo(BYTES);
            assertThat(memory.segment().get(ValueLayout.JAVA_BYTE, BYTES - 1)).isZero();
        }
    }

    @Test
    void onlyTheOwnerMayOpenIt() throws IOException {
        try (SharedMemory memory = SharedMemory.create("cairn-test", BYTES)) {
            assertThat(Files.getPosixFilePermissions(Path.of(memory.path())))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void closingTheFileLeavesTheMapping() {
        try (SharedMemory memory = SharedMemory.create("cairn-close-file", BYTES)) {
            assertThat(Descriptors.open("cairn-close-file")).isEqualTo(1);
            memory.closeFile();
            memory.closeFile();

            assertThat(Descriptors.open("cairn-close-file")).isZero();
            assertThatThrownBy(() -> Files.readSymbolicLink(Path.of(memory.path())))
                    .isInstanceOf(NoSuchFileException.class);
            memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        }
    }

    @Test
    void useAfterCloseThrows() {
        SharedMemory memory = SharedMemory.create("cairn-use-after", BYTES);
        MemorySegment segment = memory.segment();
        assertThat(Descriptors.mapped("cairn-use-after")).isEqualTo(1);
        memory.close();

        assertThat(Descriptors.open("cairn-use-after")).isZero();
        assertThat(Descriptors.mapped("cairn-use-after")).isZero();
        assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptedThreadCanMakeIt() {
        Thread.currentThread().interrupt();
        try (SharedMemory memory = SharedMemory.create("cairn-test", BYTES)) {
            assertThat(memory.segment().byteSize()).isEqualTo(BYTES);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void isSupportedHere() {
        assertThat(SharedMemory.isSupported()).isTrue();
    }
}
