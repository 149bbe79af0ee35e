package io.cairn.layer.blob;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The checksum of a chunk, a CRC-32C of where it belongs and what it contains. It finds damage and
 * chunks in a wrong place; it does not protect against anybody who means to forge. Used by one
 * thread at a time.
 */
final class ChunkChecksum {

    /** The bytes that follow a chunk's own. */
    static final int BYTES = Integer.BYTES;

    private static final ValueLayout.OfInt STORED =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer place = ByteBuffer.allocate(3 * Long.BYTES);

    /** Writes the checksum of the bytes before it to the end of a stored chunk. */
    void write(UUID content, long index, MemorySegment stored) {
        long length = stored.byteSize() - BYTES;
        stored.set(STORED, length, of(content, index, stored.asSlice(0, length)));
    }

    /** Tells whether a stored chunk is the one that was written there. */
    boolean matches(UUID content, long index, MemorySegment stored) {
        long length = stored.byteSize() - BYTES;
        return stored.get(STORED, length) == of(content, index, stored.asSlice(0, length));
    }

    private int of(UUID content, long index, MemorySegment chunk) {
        crc.reset();
        crc.update(
                place.clear()
                        .putLong(content.getMostSignificantBits())
                        .putLong(content.getLeastSignificantBits())
                        .putLong(index)
                        .flip());
        crc.update(chunk.asByteBuffer());
        return (int) crc.getValue();
    }
}
