package io.cairn.hnsw.vector;

import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Writes all rows of a source, through a buffer of bounded size. */
final class RowWriter {

    /** At least one row fits: the longest has 256 KiB and a prefix. */
    private static final int BUFFER_BYTES = 1 << 20;

    private RowWriter() {}

    /** Writes rows one behind the other. */
    static void packed(VectorSource source, PendingFile file) {
        write(source, file, 0);
    }

    /** Writes rows with the dimension as an int32 before each. */
    static void prefixed(VectorSource source, PendingFile file) {
        write(source, file, Integer.BYTES);
    }

    private static void write(VectorSource source, PendingFile file, int prefixBytes) {
        long rowBytes = prefixBytes + (long) source.dimension() * Float.BYTES;
        int max = (int) (BUFFER_BYTES / rowBytes);
        long[] ids = new long[max];
        long written = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(max * rowBytes, Long.BYTES);
            for (int i = 0; i < max && prefixBytes > 0; i++) {
                buffer.set(FileBytes.LITTLE_ENDIAN_INT, i * rowBytes, source.dimension());
            }
            MemorySegment rows = buffer.asSlice(prefixBytes);
            int count;
            while ((count = source.read(rows, rowBytes, ids, max)) > 0) {
                file.write(buffer.asSlice(0, count * rowBytes));
                written += count;
            }
        }
        if (written != source.count()) {
            throw new InvalidArgumentException(
                    "the source has been read before, or gives another number of vectors than it says",
                    "source",
                    source.name(),
                    "vectors",
                    source.count(),
                    "read",
                    written);
        }
    }
}
