package io.cairn.ipc.server.session;

import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a reply up to a limit. Beyond it only counts, so that the true length is known
 * at the end and no memory is taken for what cannot be sent. Not thread-safe.
 */
final class BodyWriter {

    private final WireWriter out;
    private final int start;
    private final long bytesMax;
    private final long countedMax;
    private long length;

    /**
     * Starts an empty body.
     *
     * @param out where to write
     * @param bytesMax how much is written at most
     * @param countedMax how long it may be at all; when it is longer, writing throws
     */
    BodyWriter(WireWriter out, long bytesMax, long countedMax) {
        this.out = out;
        this.start = out.position();
        this.bytesMax = bytesMax;
        this.countedMax = countedMax;
    }

    /** Returns how long the body is, also when not all of it was written. */
    long length() {
        return length;
    }

    /** Tells whether all of it was written. */
    boolean fits() {
        return length <= bytesMax;
    }

    void u8(int value) {
        if (room(1)) {
            out.u8(value);
        }
    }

    void flag(boolean value) {
        u8(value ? 1 : 0);
    }

    void u32(int value) {
        if (room(Integer.BYTES)) {
            out.u32(value);
        }
    }

    void u64(long value) {
        if (room(Long.BYTES)) {
            out.u64(value);
        }
    }

    void numbers(long[] numbers) {
        u32(numbers.length);
        for (long number : numbers) {
            u64(number);
        }
    }

    void raw(byte[] bytes) {
        if (room(bytes.length)) {
            out.raw(bytes);
        }
    }

    void raw(MemorySegment bytes) {
        if (room(bytes.byteSize())) {
            out.raw(bytes);
        }
    }

    void bytes(byte[] bytes) {
        u32(bytes.length);
        raw(bytes);
    }

    void bytes(MemorySegment bytes) {
        u32((int) bytes.byteSize());
        raw(bytes);
    }

    void optional(byte @Nullable [] bytes) {
        flag(bytes != null);
        if (bytes != null) {
            bytes(bytes);
        }
    }

    /** Writes over one byte at a former {@link #length}. */
    void patchU8(long at, int value) {
        if (fits()) {
            out.buffer().put(start + (int) at, (byte) value);
        }
    }

    /** Writes over four bytes at a former {@link #length}. */
    void patchU32(long at, int value) {
        if (fits()) {
            out.patch(start + (int) at, value);
        }
    }

    /** Writes over eight bytes at a former {@link #length}. */
    void patchU64(long at, long value) {
        if (fits()) {
            out.buffer().putLong(start + (int) at, value);
        }
    }

    /** Puts bytes in front of what was written since a former {@link #length}. */
    void insert(long at, byte[] head) {
        long moved = length - at;
        raw(head);
        if (fits()) {
            ByteBuffer buffer = out.buffer();
            int from = start + (int) at;
            buffer.put(from + head.length, buffer, from, (int) moved);
            buffer.put(from, head);
        }
    }

    private boolean room(long bytes) {
        length += bytes;
        if (length <= bytesMax) {
            return true;
        }
        if (length > countedMax) {
            throw Answer.tooLong(length, countedMax);
        }
        return false;
    }
}
