package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockWritesTest {

    private static final int BLOCK = BlockWrites.BLOCK_BYTES;
    private static final int POSITION = 4096;

    @TempDir Path directory;
    private byte next = 1;

    @Test
    void onlyWholeBlocksAreWrittenBeforeTheEnd() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = open()) {
            BlockWrites writes = new BlockWrites(channel, POSITION, 3L * BLOCK, arena);
            writes.write(BLOCK / 2, numbered());
            assertThat(channel.size()).isZero();
            writes.write(BLOCK, numbered());
            assertThat(channel.size()).isEqualTo(BLOCK);
            writes.write(3L * BLOCK, numbered());
            assertThat(channel.size()).isEqualTo(4L * BLOCK);
            writes.end();
            assertThat(channel.size()).isEqualTo(POSITION + 4L * BLOCK + BLOCK / 2);
        }
    }

    @Test
    void piecesOfAnyLengthFollowOneAnother() throws IOException {
        int[] pieces = {1, 3_000_000, 0, 7, BLOCK - POSITION, 2 * BLOCK, 12_345};
        long total = 0;
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = open()) {
            BlockWrites writes = new BlockWrites(channel, POSITION, 2L * BLOCK, arena);
            for (int piece : pieces) {
                writes.write(piece, numbered());
                total += piece;
            }
            writes.end();
        }

        byte[] written = Files.readAllBytes(directory.resolve("blocks"));
        assertThat(written).hasSize(POSITION + (int) total);
        byte expected = 1;
        for (int i = POSITION; i < written.length; i++) {
            if (written[i] != expected) {
                assertThat(written[i]).as("byte %s", i).isEqualTo(expected);
            }
            expected++;
        }
    }

    @Test
    void aPieceIsFullOfZeros() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = open()) {
            BlockWrites writes = new BlockWrites(channel, 0, 100, arena);
            writes.write(100, piece -> piece.fill((byte) 1));
            writes.write(
                    100,
                    piece ->
                            assertThat(piece.toArray(ValueLayout.JAVA_BYTE))
                                    .containsOnly((byte) 0));
            writes.end();
            writes.write(
                    100,
                    piece ->
                            assertThat(piece.toArray(ValueLayout.JAVA_BYTE))
                                    .containsOnly((byte) 0));
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                directory.resolve("blocks"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
    }

    /** Fills with numbers that go on from piece to piece. */
    private Consumer<MemorySegment> numbered() {
        return piece -> {
            for (long i = 0; i < piece.byteSize(); i++) {
                piece.set(ValueLayout.JAVA_BYTE, i, next++);
            }
        };
    }
}
