package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeViewTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 4095, 4096, 10_000})
    void theSameBytesAreSeenInMemoryOfTheUsualClass(int bytes) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment view = NativeView.of(map(bytes, false, arena), arena);

            assertThat(view.byteSize()).isEqualTo(bytes);
            assertThat(view.isReadOnly()).isTrue();
            assertThat(view.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(content(bytes));
            assertThat(view).hasSameClassAs(arena.allocate(8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 4096, 10_000})
    void longsAreAsGoodWithoutNativeAccess(int bytes) throws IOException {
        MemorySegment view;
        try (Arena arena = Arena.ofShared()) {
            view = NativeView.withoutNativeAccess(map(bytes, false, arena));

            assertThat(view.byteSize()).isEqualTo(bytes);
            assertThat(view.isReadOnly()).isTrue();
            assertThat(view.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(content(bytes));
            assertThat(view).hasSameClassAs(arena.allocate(8));
        }
        assertThatThrownBy(() -> view.get(ValueLayout.JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsNoLongsStaysAsItIsWithoutNativeAccess() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment mapped = map(7, false, arena);
            assertThat(NativeView.withoutNativeAccess(mapped)).isSameAs(mapped);
        }
    }

    @Test
    void whatIsWrittenComesIntoTheFile() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment mapped = map(4096, true, arena);
            MemorySegment view = NativeView.of(mapped, arena);

            assertThat(view.isReadOnly()).isFalse();
            view.set(ValueLayout.JAVA_BYTE, 17, (byte) 99);
            mapped.force();
        }
        assertThat(Files.readAllBytes(file())[17]).isEqualTo((byte) 99);
    }

    @Test
    void aViewEndsWithTheArena() throws IOException {
        MemorySegment view;
        try (Arena arena = Arena.ofShared()) {
            view = NativeView.of(map(4096, false, arena), arena);
        }

        assertThatThrownBy(() -> view.get(ValueLayout.JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    private Path file() {
        return directory.resolve("mapped");
    }

    private MemorySegment map(int bytes, boolean writable, Arena arena) throws IOException {
        Files.write(file(), content(bytes));
        try (FileChannel channel =
                FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(
                    writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY,
                    0,
                    bytes,
                    arena);
        }
    }

    private static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) (31 * i + 1);
        }
        return content;
    }
}
