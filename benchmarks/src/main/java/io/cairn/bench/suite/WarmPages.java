package io.cairn.bench.suite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Takes pages from the operating system and gives them back. On a virtual machine whose host takes
 * idle memory away, the first use of a page costs ten times what a later one does; whoever came
 * first in a round would pay for all. Stateless.
 */
final class WarmPages {

    private static final int PIECE_BYTES = 1 << 20;
    private static final long BYTES_MAX = 4L << 30;
    private static final int TIMES_DATA = 8;

    private WarmPages() {}

    /**
     * Touches as many pages as a store of some data uses in files and memory, with a file that is
     * removed at once.
     *
     * @param directory where the file goes
     * @param dataBytes the bytes of all keys and values
     */
    static void touch(Path directory, long dataBytes) throws IOException {
        Path file = directory.resolve("pages");
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        long bytes = Math.min(BYTES_MAX, TIMES_DATA * dataBytes);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; at += PIECE_BYTES) {
                piece.clear().limit((int) Math.min(PIECE_BYTES, bytes - at));
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
