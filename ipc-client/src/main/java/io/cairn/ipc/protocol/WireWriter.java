package io.cairn.ipc.protocol;

import io.cairn.bytes.KeyRange;
import io.cairn.error.LimitException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into a buffer that grows. Not thread-safe. Subclasses choose where the memory comes
 * from.
 */
public class WireWriter {

    /** The largest buffer; room for a frame beyond the limit, which is then found too long. */
    private static final int BUFFER_BYTES_MAX = Integer.MAX_VALUE - 64;

    private ByteBuffer buffer;

    /**
     * Starts with an empty heap buffer.
     *
     * @param capacity its first size in bytes
     */
    public WireWriter(int capacity) {
        this(ByteBuffer.allocate(capacity));
    }

    /**
     * Starts with a buffer.
     *
     * @param buffer where to write, from its position on
     */
    protected WireWriter(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns a larger buffer with what has been written; called when the present one is full.
     *
     * @param full the present buffer, whose position is the end of what has been written
     * @param capacity the least capacity of the result, in bytes
     * @return a buffer whose position is the end of what has been written
     */
    protected ByteBuffer grow(ByteBuffer full, int capacity) {
        return ByteBuffer.allocate(capacity).put(full.flip());
    }

    /**
     * Returns the buffer; its position is the end of what has been written.
     *
     * @return the live buffer, until the next write
     */
    public final ByteBuffer buffer() {
        return buffer;
    }

    /**
     * Returns how much has been written.
     *
     * @return bytes since the buffer's beginning
     */
    public final int position() {
        return buffer.position();
    }

    /**
     * Takes back what was written after a place.
     *
     * @param position a former {@link #position}
     */
    public final void rewind(int position) {
        buffer.position(position);
    }

    /**
     * Forgets everything and begins anew in another buffer.
     *
     * @param empty where to write, from its position on
     */
    protected final void replace(ByteBuffer empty) {
        buffer = empty.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Forgets everything and begins anew in the same buffer. */
    public final void clear() {
        buffer.clear();
    }

    /**
     * Begins a frame without a request number, as the dialects without them do.
     *
     * @param opcode the first byte
     * @return a mark for {@link #end}
     */
    public final int begin(int opcode) {
        ensure(Frame.HEADER_BYTES);
        int mark = buffer.position();
        buffer.put((byte) opcode).putInt(0);
        return mark;
    }

    /**
     * Begins a frame of the extended dialect.
     *
     * @param opcode the first byte
     * @param number the request's number
     * @return a mark for {@link #end}
     */
    public final int begin(int opcode, int number) {
        int mark = begin(opcode);
        u32(number);
        return mark;
    }

    /**
     * Ends a frame by filling in its length.
     *
     * @param mark what {@code begin} returned
     * @return the payload's length in bytes, which may be over {@link Frame#PAYLOAD_BYTES_MAX}
     */
    public final int end(int mark) {
        return end(mark, 0);
    }

    /**
     * Ends a frame whose last bytes are sent from elsewhere, by filling in its length.
     *
     * @param mark what {@code begin} returned
     * @param behind how many bytes follow what was written
     * @return the payload's length in bytes, which may be over {@link Frame#PAYLOAD_BYTES_MAX}
     */
    public final int end(int mark, int behind) {
        int length = buffer.position() - mark - Frame.HEADER_BYTES + behind;
        buffer.putInt(mark + 1, length);
        return length;
    }

    /**
     * Writes one byte.
     *
     * @param value its low eight bits are written
     */
    public final void u8(int value) {
        ensure(1);
        buffer.put((byte) value);
    }

    /**
     * Writes a flag as one byte.
     *
     * @param value 1 for true
     */
    public final void flag(boolean value) {
        u8(value ? 1 : 0);
    }

    /**
     * Writes two bytes.
     *
     * @param value its low sixteen bits are written
     */
    public final void u16(int value) {
        ensure(Short.BYTES);
        buffer.putShort((short) value);
    }

    /**
     * Writes four bytes.
     *
     * @param value the number
     */
    public final void u32(int value) {
        ensure(Integer.BYTES);
        buffer.putInt(value);
    }

    /**
     * Writes eight bytes.
     *
     * @param value the number
     */
    public final void u64(long value) {
        ensure(Long.BYTES);
        buffer.putLong(value);
    }

    /**
     * Writes four bytes over what was written earlier.
     *
     * @param position where, from a former {@link #position}
     * @param value the number
     */
    public final void patch(int position, int value) {
        buffer.putInt(position, value);
    }

    /**
     * Writes bytes without their length.
     *
     * @param bytes the bytes
     */
    public final void raw(byte[] bytes) {
        ensure(bytes.length);
        buffer.put(bytes);
    }

    /**
     * Writes a segment's bytes without their length.
     *
     * @param bytes the bytes
     */
    public final void raw(MemorySegment bytes) {
        int length = Math.toIntExact(bytes.byteSize());
        ensure(length);
        MemorySegment.ofBuffer(buffer).asSlice(0, length).copyFrom(bytes);
        buffer.position(buffer.position() + length);
    }

    /**
     * Writes a length and bytes.
     *
     * @param bytes the bytes
     */
    public final void bytes(byte[] bytes) {
        ensure(Math.addExact(Integer.BYTES, bytes.length));
        buffer.putInt(bytes.length).put(bytes);
    }

    /**
     * Writes whether there are bytes, and if so their length and them.
     *
     * @param bytes the bytes or null
     */
    public final void optional(byte @Nullable [] bytes) {
        flag(bytes != null);
        if (bytes != null) {
            bytes(bytes);
        }
    }

    /**
     * Writes text as its length in bytes and its UTF-8 bytes.
     *
     * @param text the text
     */
    public final void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a count and byte strings, each with its length.
     *
     * @param list the byte strings
     */
    public final void list(List<byte[]> list) {
        u32(list.size());
        list.forEach(this::bytes);
    }

    /**
     * Writes a count and numbers of eight bytes.
     *
     * @param numbers the numbers
     */
    public final void numbers(long[] numbers) {
        u32(numbers.length);
        for (long number : numbers) {
            u64(number);
        }
    }

    /**
     * Writes a range: its beginning, and its end unless it has none.
     *
     * @param range the range
     */
    public final void range(KeyRange range) {
        bytes(range.begin());
        optional(range.end());
    }

    private void ensure(int more) {
        if (buffer.remaining() < more) {
            long needed = (long) buffer.position() + more;
            if (needed > BUFFER_BYTES_MAX) {
                throw new LimitException(
                        "a message does not fit into memory; ask for less at once",
                        "limit",
                        "messageBytesMax",
                        "max",
                        BUFFER_BYTES_MAX,
                        "actual",
                        needed);
            }
            long wanted = Math.min(BUFFER_BYTES_MAX, Math.max(needed, 2L * buffer.capacity()));
            buffer = grow(buffer, (int) wanted).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
