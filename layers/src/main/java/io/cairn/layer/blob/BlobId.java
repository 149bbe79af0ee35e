package io.cairn.layer.blob;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a content: its SHA-256, behind the number of that algorithm and the length of the
 * digest, as a multihash has them. Immutable, thread-safe, never closed.
 */
public final class BlobId implements Comparable<BlobId> {

    /** The length of an id, in bytes. */
    public static final int BYTES = 34;

    private static final String ALGORITHM = "SHA-256";
    private static final byte ALGORITHM_NUMBER = 0x12;
    private static final byte DIGEST_BYTES = 32;
    private static final int DIGEST_AT = BYTES - DIGEST_BYTES;
    private static final int STEP_BYTES = 1 << 20;

    private final byte[] bytes;

    private BlobId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Computes the id of a content, which need not be stored anywhere.
     *
     * @param content the content
     * @return its id
     */
    public static BlobId ofContent(byte[] content) {
        MessageDigest digest = newDigest();
        digest.update(content);
        return ofDigest(digest);
    }

    /**
     * Computes the id of a content, which need not be stored anywhere.
     *
     * @param content the content; not used after the call
     * @return its id
     */
    public static BlobId ofContent(MemorySegment content) {
        MessageDigest digest = newDigest();
        long size = content.byteSize();
        for (long at = 0; at < size; at += STEP_BYTES) {
            digest.update(content.asSlice(at, Math.min(STEP_BYTES, size - at)).asByteBuffer());
        }
        return ofDigest(digest);
    }

    /**
     * Returns the id that was written as these bytes.
     *
     * @param bytes what {@link #toBytes} returned
     * @return the id
     * @throws InvalidArgumentException when there are no bytes, or they are not those of an id
     */
    public static BlobId ofBytes(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        checkGiven(bytes.length);
        if (bytes.length != BYTES || bytes[0] != ALGORITHM_NUMBER || bytes[1] != DIGEST_BYTES) {
            throw new InvalidArgumentException(
                    "a blob id is 12, 20 and the 32 bytes of a SHA-256, in hexadecimal digits",
                    "id",
                    Bytes.describe(bytes),
                    "bytes",
                    bytes.length);
        }
        return new BlobId(bytes.clone());
    }

    /**
     * Returns the id that was written as this text.
     *
     * @param text what {@link #toString} returned: 68 hexadecimal digits, in either case
     * @return the id
     * @throws InvalidArgumentException when the text is empty, or not that of an id
     */
    public static BlobId parse(String text) {
        Objects.requireNonNull(text, "text");
        checkGiven(text.length());
        if (text.length() != 2 * BYTES || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new InvalidArgumentException(
                    "a blob id has 68 hexadecimal digits",
                    "id",
                    text.length() <= 2 * BYTES ? text : text.substring(0, 2 * BYTES) + "...",
                    "characters",
                    text.length());
        }
        return ofBytes(HexFormat.of().parseHex(text));
    }

    private static void checkGiven(int length) {
        if (length == 0) {
            throw new InvalidArgumentException(
                    "a blob id must not be empty; give the one that put returned");
        }
    }

    /** Begins the digest of a content. */
    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Ends the digest of a content. */
    static BlobId ofDigest(MessageDigest digest) {
        byte[] bytes = new byte[BYTES];
        bytes[0] = ALGORITHM_NUMBER;
        bytes[1] = DIGEST_BYTES;
        System.arraycopy(digest.digest(), 0, bytes, DIGEST_AT, DIGEST_BYTES);
        return new BlobId(bytes);
    }

    /**
     * Returns how the id is written.
     *
     * @return {@link #BYTES} bytes, owned by the caller
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(BlobId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlobId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /**
     * Returns the id in hexadecimal digits.
     *
     * @return 68 digits in lower case
     */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
