package io.cairn.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Functions on keys as unsigned byte strings; shorter sorts first when one is a prefix of the
 * other. Stateless.
 */
public final class Bytes {

    /** The empty byte string. */
    public static final byte[] EMPTY = {};

    private static final int DESCRIBED_BYTES_MAX = 40;

    private Bytes() {}

    /**
     * Compares two byte strings in unsigned lexicographic order.
     *
     * @param a the left side
     * @param b the right side
     * @return negative, zero or positive as {@code a} sorts before, with or after {@code b}
     */
    public static int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    /**
     * Tells whether {@code key} starts with {@code prefix}.
     *
     * @param key the byte string examined
     * @param prefix the bytes looked for at its start
     * @return true when every byte of the prefix matches
     */
    public static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /**
     * Returns the first byte string that sorts after every string with this prefix, or null when
     * there is none (the prefix is empty or consists of 0xFF only).
     *
     * @param prefix the prefix
     * @return the exclusive end of the prefix's range, or null for "no end"
     */
    public static byte @Nullable [] prefixEnd(byte[] prefix) {
        int n = prefix.length;
        while (n > 0 && prefix[n - 1] == (byte) 0xFF) {
            n--;
        }
        if (n == 0) {
            return null;
        }
        byte[] end = Arrays.copyOf(prefix, n);
        end[n - 1]++;
        return end;
    }

    /**
     * Returns the immediate successor of a key: the key followed by a zero byte.
     *
     * @param key the key
     * @return the smallest byte string that sorts after it
     */
    public static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /**
     * Encodes text as UTF-8.
     *
     * @param text the text
     * @return its bytes
     */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Decodes UTF-8 text; malformed input becomes the replacement character.
     *
     * @param bytes the bytes
     * @return the text
     */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Describes a key for an error message: quoted when printable ASCII, hexadecimal otherwise, cut
     * after 40 bytes.
     *
     * @param key the key
     * @return a short printable form
     */
    public static String describe(byte[] key) {
        int shown = Math.min(key.length, DESCRIBED_BYTES_MAX);
        boolean printable = true;
        for (int i = 0; i < shown; i++) {
            printable &= key[i] >= 0x20 && key[i] < 0x7F;
        }
        String body =
                printable
                        ? "\"" + new String(key, 0, shown, StandardCharsets.US_ASCII) + "\""
                        : "0x" + HexFormat.of().formatHex(key, 0, shown);
        return shown == key.length ? body : body + "... (" + key.length + " bytes)";
    }
}
