package io.cairn.hnsw.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Goes through memory of any size in slices, each copied into a small buffer first. The copy costs
 * less than the checksum and has two reasons: memory of every kind is treated alike, and a mapped
 * page that cannot be read is reported as an error, where reading it in a checksum's or a write's
 * native code would end the process. Used by one thread.
 */
final class SlicedCopy {

    private static final int SLICE_BYTES = 256 << 10;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SLICE_BYTES);
    private final MemorySegment memory = MemorySegment.ofBuffer(buffer);

    /** Does something with each slice. */
    private interface Step {
        void take(ByteBuffer slice, long offset) throws IOException;
    }

    /** Returns the CRC32C. */
    int checksum(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        try {
            forEach(bytes, (slice, offset) -> crc.update(slice));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return (int) crc.getValue();
    }

    /** Writes to a place of a file, and returns the CRC32C of what was written. */
    int write(MemorySegment bytes, FileChannel channel, long position) throws IOException {
        CRC32C crc = new CRC32C();
        forEach(
                bytes,
                (slice, offset) -> {
                    crc.update(slice);
                    writeAll(slice.flip(), channel, position + offset);
                });
        return (int) crc.getValue();
    }

    /** Writes zeros to a place of a file. */
    void writeZeros(FileChannel channel, long position, long length) throws IOException {
        memory.fill((byte) 0);
        for (long at = 0; at < length; at += SLICE_BYTES) {
            buffer.clear().limit((int) Math.min(SLICE_BYTES, length - at));
            writeAll(buffer, channel, position + at);
        }
    }

    /** Writes to a place of a file all that a buffer holds. */
    static void writeAll(ByteBuffer bytes, FileChannel channel, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    private void forEach(MemorySegment bytes, Step step) throws IOException {
        for (long at = 0; at < bytes.byteSize(); at += SLICE_BYTES) {
            int length = (int) Math.min(SLICE_BYTES, bytes.byteSize() - at);
            MemorySegment.copy(bytes, at, memory, 0, length);
            step.take(buffer.clear().limit(length), at);
        }
    }
}
