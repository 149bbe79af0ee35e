package io.cairn.layer.objects;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC-32C of bytes that come one behind the other. Used by one thread. */
final class Checksum {

    /** Small enough that what was copied is still in the processor's cache when it is summed. */
    private static final int BLOCK_BYTES = 64 << 10;

    /** What one buffer may show. */
    private static final long WINDOW_BYTES = 1L << 30;

    private final CRC32C sum = new CRC32C();

    int value() {
        return (int) sum.getValue();
    }

    /** Adds bytes. */
    void add(MemorySegment bytes) {
        if (!bytes.isNative()) {
            addFromHeap(bytes);
            return;
        }
        for (long at = 0; at < bytes.byteSize(); at += WINDOW_BYTES) {
            long length = Math.min(WINDOW_BYTES, bytes.byteSize() - at);
            sum.update(bytes.asSlice(at, length).asByteBuffer());
        }
    }

    /** Arrays of other types than bytes show themselves in no buffer. */
    private void addFromHeap(MemorySegment bytes) {
        byte[] block = new byte[(int) Math.min(BLOCK_BYTES, bytes.byteSize())];
        MemorySegment target = MemorySegment.ofArray(block);
        for (long at = 0; at < bytes.byteSize(); at += block.length) {
            int length = (int) Math.min(block.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, at, target, 0, length);
            sum.update(block, 0, length);
        }
    }

    /**
     * Copies bytes and adds what has arrived.
     *
     * @param from the bytes
     * @param to as many bytes, of native memory or of a byte array
     */
    void copy(MemorySegment from, MemorySegment to) {
        long size = from.byteSize();
        for (long window = 0; window < size; window += WINDOW_BYTES) {
            long end = Math.min(size, window + WINDOW_BYTES);
            ByteBuffer arrived = to.asSlice(window, end - window).asByteBuffer();
            for (long at = window; at < end; at += BLOCK_BYTES) {
                long length = Math.min(BLOCK_BYTES, end - at);
                MemorySegment.copy(from, at, to, at, length);
                arrived.limit((int) (at + length - window));
                sum.update(arrived);
            }
        }
    }
}
