package io.cairn.ipc.protocol;

import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one payload, distrusting it: every length is taken as unsigned and compared with what is
 * there before anything is allocated. Not thread-safe.
 *
 * <p>Every method throws {@link InvalidArgumentException} when the payload ends too early or holds
 * what its field does not allow.
 */
public final class WireReader {

    private final ByteBuffer payload;

    /**
     * Reads a payload.
     *
     * @param payload the bytes from position to limit, which must not change meanwhile
     */
    public WireReader(ByteBuffer payload) {
        this.payload = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns how much is left.
     *
     * @return bytes up to the payload's end
     */
    public int remaining() {
        return payload.remaining();
    }

    /**
     * Reads one byte.
     *
     * @return 0 to 255
     */
    public int u8() {
        need(1);
        return Byte.toUnsignedInt(payload.get());
    }

    /**
     * Reads a flag.
     *
     * @return true for 1
     */
    public boolean flag() {
        int value = u8();
        if (value > 1) {
            throw malformed("a flag is neither 0 nor 1", value);
        }
        return value == 1;
    }

    /**
     * Reads two bytes.
     *
     * @return 0 to 65,535
     */
    public int u16() {
        need(Short.BYTES);
        return Short.toUnsignedInt(payload.getShort());
    }

    /**
     * Reads four bytes as they are.
     *
     * @return the number, negative when its highest bit is set
     */
    public int u32() {
        need(Integer.BYTES);
        return payload.getInt();
    }

    /**
     * Reads eight bytes as they are.
     *
     * @return the number, negative when its highest bit is set
     */
    public long u64() {
        need(Long.BYTES);
        return payload.getLong();
    }

    /**
     * Reads a length or count of four bytes that must not be larger than what the rest can hold.
     *
     * @param bytesEach the least number of bytes that each counted thing takes
     * @return the count
     */
    public int count(int bytesEach) {
        long count = Frame.length(u32());
        if (count * bytesEach > payload.remaining()) {
            throw malformed("a length is larger than the rest of the frame", count);
        }
        return (int) count;
    }

    /**
     * Reads a number of four bytes that must not be negative.
     *
     * @return 0 to 2,147,483,647
     */
    public int size() {
        int size = u32();
        if (size < 0) {
            throw malformed("a number is too large", Frame.length(size));
        }
        return size;
    }

    /**
     * Reads bytes without a length.
     *
     * @param length how many
     * @return a fresh array
     */
    public byte[] raw(int length) {
        need(length);
        byte[] bytes = new byte[length];
        payload.get(bytes);
        return bytes;
    }

    /**
     * Reads everything that is left.
     *
     * @return a fresh array
     */
    public byte[] rest() {
        return raw(payload.remaining());
    }

    /**
     * Reads a length and bytes.
     *
     * @return a fresh array
     */
    public byte[] bytes() {
        return raw(count(1));
    }

    /**
     * Reads whether there are bytes, and them.
     *
     * @return a fresh array or null
     */
    public byte @Nullable [] optional() {
        return flag() ? bytes() : null;
    }

    /**
     * Reads text.
     *
     * @return the decoded text
     */
    public String text() {
        byte[] bytes = bytes();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("a text is not UTF-8", bytes.length);
        }
    }

    /**
     * Reads a count and byte strings.
     *
     * @return a list that the caller may change
     */
    public List<byte[]> list() {
        int count = count(Integer.BYTES);
        List<byte[]> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(bytes());
        }
        return list;
    }

    /**
     * Reads a count and numbers.
     *
     * @return a fresh array
     */
    public long[] numbers() {
        long[] numbers = new long[count(Long.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = u64();
        }
        return numbers;
    }

    /**
     * Reads a range.
     *
     * @return the range
     */
    public KeyRange range() {
        return KeyRange.of(bytes(), optional());
    }

    /**
     * Reads one of several constants, written as one byte.
     *
     * @param constants all of them, in their order
     * @param <E> their type
     * @return the constant
     */
    public <E extends Enum<E>> E constant(E[] constants) {
        int ordinal = u8();
        if (ordinal >= constants.length) {
            throw malformed("a byte names nothing", ordinal);
        }
        return constants[ordinal];
    }

    /** Checks that nothing is left. */
    public void end() {
        if (payload.hasRemaining()) {
            throw malformed("there are bytes after the end of the message", payload.remaining());
        }
    }

    private void need(int bytes) {
        if (payload.remaining() < bytes) {
            throw malformed("it ends too early", bytes);
        }
    }

    /** Describes what is wrong at this place; the caller throws it. */
    InvalidArgumentException malformed(String what, long value) {
        return new InvalidArgumentException(
                "the frame is malformed: " + what, "value", value, "offset", payload.position());
    }
}
