package io.cairn.layer.objects;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC-32C of bytes that come one behind the other. Used by one thread. */
final class Checksum {

    /** From here on the JVM copies past the caches, which takes half the time. */
    static final int LONG_BYTES = 5 << 19;

    /** Small enough that what was copied is still in the processor's cache when it is summed. */
    private static final int BLOCK_BYTES = 64 << 10;

    private static final int LONG_BLOCK_BYTES = 512 << 10;
    private static final int LONG_BLOCK_SHIFT = ChecksumAlgebra.shift(LONG_BLOCK_BYTES);

    /** What one buffer may show. */
    private static final long WINDOW_BYTES = 1L << 30;

    private int value;
    private long length;

    int value() {
        return value;
    }

    /** Adds bytes. */
    void add(MemorySegment bytes) {
        append(sum(bytes), bytes.byteSize());
    }

    /**
     * Copies bytes and adds what has arrived.
     *
     * @param from the bytes
     * @param to as many bytes, of native memory or of a byte array
     */
    void copy(MemorySegment from, MemorySegment to) {
        long size = from.byteSize();
        CRC32C sum = new CRC32C();
        for (long window = 0; window < size; window += WINDOW_BYTES) {
            long end = Math.min(size, window + WINDOW_BYTES);
            ByteBuffer arrived = to.asSlice(window, end - window).asByteBuffer();
            for (long at = window; at < end; at += BLOCK_BYTES) {
                long count = Math.min(BLOCK_BYTES, end - at);
                MemorySegment.copy(from, at, to, at, count);
                arrived.limit((int) (at + count - window));
                sum.update(arrived);
            }
        }
        append((int) sum.getValue(), size);
    }

    /**
     * Copies bytes that do not change meanwhile to memory that is not read soon, and adds them.
     * What was written may be in no cache then, but what was read is; so that is what is summed.
     */
    void copyAway(MemorySegment from, MemorySegment to) {
        if (!from.isNative()) {
            copy(from, to);
            return;
        }
        long pieces = Math.max(1, from.byteSize() / LONG_BYTES);
        long length = from.byteSize() / pieces;
        for (long piece = 0; piece < pieces; piece++) {
            long begin = piece * length;
            long count = piece == pieces - 1 ? from.byteSize() - begin : length;
            MemorySegment.copy(from, begin, to, begin, count);
            append(sumFromTheEnd(from.asSlice(begin, count)), count);
        }
    }

    /** Sums the last block first, as it was read last and is in the processor's cache. */
    private static int sumFromTheEnd(MemorySegment bytes) {
        int sum = 0;
        int shift = ChecksumAlgebra.ONE;
        long end = bytes.byteSize();
        while (end > 0) {
            long begin = (end - 1) / LONG_BLOCK_BYTES * LONG_BLOCK_BYTES;
            long count = end - begin;
            sum ^= ChecksumAlgebra.multiply(shift, sum(bytes.asSlice(begin, count)));
            int blockShift =
                    count == LONG_BLOCK_BYTES ? LONG_BLOCK_SHIFT : ChecksumAlgebra.shift(count);
            shift = ChecksumAlgebra.multiply(shift, blockShift);
            end = begin;
        }
        return sum;
    }

    private static int sum(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        if (!bytes.isNative()) {
            updateFromHeap(sum, bytes);
            return (int) sum.getValue();
        }
        for (long at = 0; at < bytes.byteSize(); at += WINDOW_BYTES) {
            long count = Math.min(WINDOW_BYTES, bytes.byteSize() - at);
            sum.update(bytes.asSlice(at, count).asByteBuffer());
        }
        return (int) sum.getValue();
    }

    /** Arrays of other types than bytes show themselves in no buffer. */
    private static void updateFromHeap(CRC32C sum, MemorySegment bytes) {
        byte[] block = new byte[(int) Math.min(BLOCK_BYTES, bytes.byteSize())];
        MemorySegment target = MemorySegment.ofArray(block);
        for (long at = 0; at < bytes.byteSize(); at += block.length) {
            int count = (int) Math.min(block.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, at, target, 0, count);
            sum.update(block, 0, count);
        }
    }

    private void append(int next, long bytes) {
        value =
                length == 0
                        ? next
                        : ChecksumAlgebra.multiply(value, ChecksumAlgebra.shift(bytes)) ^ next;
        length += bytes;
    }
}
