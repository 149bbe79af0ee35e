package io.cairn.hnsw.vector;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds out in which form the keys behind a prefix hold ids: decimal text or 8 bytes, big-endian.
 * Used by one thread.
 *
 * <p>Eight digits could be either, so the form is that of all keys together: text when every key is
 * digits, else bytes when every key has 8. Different texts with the same id need zeros in front and
 * different lengths; those are refused.
 */
final class DatabaseKeys {

    private static final int DIGITS_MAX = 20;

    private static final ValueLayout.OfLong BIG_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final int prefixBytes;
    private byte @Nullable [] firstText;
    private byte @Nullable [] notText;
    private byte @Nullable [] notBytes;
    private byte @Nullable [] padded;
    private byte @Nullable [] otherLength;

    DatabaseKeys(int prefixBytes) {
        this.prefixBytes = prefixBytes;
    }

    /** Takes a key into account. */
    void see(MemorySegment key) {
        boolean text = isText(key);
        boolean bytes = key.byteSize() - prefixBytes == Long.BYTES;
        if (!text && !bytes) {
            throw new InvalidArgumentException(
                    "a key behind the prefix is neither decimal text nor 8 bytes; give a longer prefix",
                    "key",
                    describe(copy(key)));
        }
        if (!text && notText == null) {
            notText = copy(key);
        }
        if (!bytes && notBytes == null) {
            notBytes = copy(key);
        }
        if (text) {
            seeText(key);
        }
        if (notText != null && notBytes != null) {
            throw new InvalidArgumentException(
                    "some keys behind the prefix are decimal text and others are not; store all ids in"
                            + " one form",
                    "key",
                    describe(notText),
                    "other key",
                    describe(notBytes));
        }
    }

    private void seeText(MemorySegment key) {
        if (firstText == null) {
            firstText = copy(key);
        }
        if (key.byteSize() != firstText.length && otherLength == null) {
            otherLength = copy(key);
        }
        if (key.byteSize() - prefixBytes == DIGITS_MAX) {
            number(key);
        }
        boolean zero = key.get(ValueLayout.JAVA_BYTE, prefixBytes) == '0';
        if (zero && key.byteSize() - prefixBytes > 1 && padded == null) {
            padded = copy(key);
        }
    }

    /** Checks what can be checked only when all keys have been seen. */
    void finish() {
        if (notText == null && padded != null && otherLength != null) {
            throw new InvalidArgumentException(
                    "ids with zeros in front must all have as many digits, else two could be the same",
                    "key",
                    describe(padded),
                    "other key",
                    describe(otherLength));
        }
    }

    /** Returns the id in a key, when all have been seen. */
    long id(MemorySegment key) {
        return notText == null ? number(key) : key.get(BIG_ENDIAN, prefixBytes);
    }

    private boolean isText(MemorySegment key) {
        long digits = key.byteSize() - prefixBytes;
        if (digits < 1 || digits > DIGITS_MAX) {
            return false;
        }
        for (long i = prefixBytes; i < key.byteSize(); i++) {
            byte digit = key.get(ValueLayout.JAVA_BYTE, i);
            if (digit < '0' || digit > '9') {
                return false;
            }
        }
        return true;
    }

    private long number(MemorySegment key) {
        byte[] whole = copy(key);
        String digits =
                new String(
                        whole, prefixBytes, whole.length - prefixBytes, StandardCharsets.US_ASCII);
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            InvalidArgumentException tooLarge =
                    new InvalidArgumentException(
                            "an id is larger than 18446744073709551615", "key", describe(whole));
            tooLarge.addSuppressed(e);
            throw tooLarge;
        }
    }

    private static byte[] copy(MemorySegment key) {
        return key.toArray(ValueLayout.JAVA_BYTE);
    }

    private static String describe(byte[] key) {
        return Bytes.describe(key);
    }
}
