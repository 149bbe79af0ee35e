package io.cairn.storage.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of one entry in a leaf's packed array. Stateless.
 *
 * <p>A record is a four-byte header (20 bits key length, 12 bits value length), the key and the
 * value. A value longer than {@link #INLINE_VALUE_BYTES_MAX} is not in the array: its place holds
 * the four-byte index of the value in the leaf's list of large values.
 */
final class Records {

    /** The longest key, limited by the header. */
    static final int KEY_BYTES_MAX = (1 << 20) - 1;

    /**
     * The longest value that is copied into a leaf; beyond it, copying a leaf would cost more than
     * one more indirection.
     */
    static final int INLINE_VALUE_BYTES_MAX = 1024;

    /** The bytes in front of each key. */
    static final int HEADER_BYTES = 4;

    private static final int REFERENCE_BYTES = 4;
    private static final int VALUE_BITS = 12;
    private static final int VALUE_MASK = (1 << VALUE_BITS) - 1;
    private static final int OUT_OF_LINE = VALUE_MASK;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Records() {}

    static int header(byte[] data, int record) {
        return (int) INT.get(data, record);
    }

    static int keyLength(int header) {
        return header >>> VALUE_BITS;
    }

    static boolean isOutOfLine(int header) {
        return (header & VALUE_MASK) == OUT_OF_LINE;
    }

    /** The bytes the value takes inside the record. */
    static int storedValueLength(int header) {
        int length = header & VALUE_MASK;
        return length == OUT_OF_LINE ? REFERENCE_BYTES : length;
    }

    /** The bytes the whole record takes. */
    static int length(int header) {
        return HEADER_BYTES + keyLength(header) + storedValueLength(header);
    }

    /** The bytes a record of this key and value would take. */
    static int lengthOf(byte[] key, byte[] value) {
        return HEADER_BYTES + key.length + (isLarge(value) ? REFERENCE_BYTES : value.length);
    }

    static boolean isLarge(byte[] value) {
        return value.length > INLINE_VALUE_BYTES_MAX;
    }

    static void writeInline(byte[] data, int record, byte[] key, byte[] value) {
        INT.set(data, record, key.length << VALUE_BITS | value.length);
        System.arraycopy(key, 0, data, record + HEADER_BYTES, key.length);
        System.arraycopy(value, 0, data, record + HEADER_BYTES + key.length, value.length);
    }

    static void writeReference(byte[] data, int record, byte[] key, int index) {
        INT.set(data, record, key.length << VALUE_BITS | OUT_OF_LINE);
        System.arraycopy(key, 0, data, record + HEADER_BYTES, key.length);
        INT.set(data, record + HEADER_BYTES + key.length, index);
    }

    /** The index that stands in place of a large value. */
    static int reference(byte[] data, int record, int header) {
        return (int) INT.get(data, record + HEADER_BYTES + keyLength(header));
    }

    /** Changes that index, when a record has moved to another leaf. */
    static void setReference(byte[] data, int record, int header, int index) {
        INT.set(data, record + HEADER_BYTES + keyLength(header), index);
    }
}
