package io.cairn.storage.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first bytes of a key behind its node's common prefix, as a number. Stateless.
 *
 * <p>Heads order as the keys do, except that different keys may share a head; then the keys
 * themselves decide. Keeping them beside each other lets a search run over one array of numbers and
 * touch a key only at its end, as in the "poor man's normalized keys" of Graefe and Larson, "B-Tree
 * Indexes and CPU Caches" (ICDE 2001).
 */
final class KeyHead {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private KeyHead() {}

    /**
     * Returns the first eight bytes of a range as a big-endian number, padded with zeros at the
     * end. The sign bit is flipped, so that signed comparison of heads is unsigned comparison of
     * bytes.
     *
     * @param bytes the array
     * @param from the first byte
     * @param to the end of the range, at least {@code from}
     * @return the head
     */
    static long of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= Long.BYTES) {
            return (long) LONG.get(bytes, from) ^ Long.MIN_VALUE;
        }
        if (length == 0) {
            return Long.MIN_VALUE;
        }
        if (to >= Long.BYTES) {
            // One load that ends with the range; the shift drops the bytes before it.
            return ((long) LONG.get(bytes, to - Long.BYTES) << (Long.SIZE - Byte.SIZE * length))
                    ^ Long.MIN_VALUE;
        }
        long head = 0;
        for (int i = 0; i < length; i++) {
            head |= (bytes[from + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return head ^ Long.MIN_VALUE;
    }
}
