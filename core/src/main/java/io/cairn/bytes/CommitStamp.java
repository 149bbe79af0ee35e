package io.cairn.bytes;

import io.cairn.error.InvalidArgumentException;

/**
 * The ten bytes by which a commit is known in keys and values: its version, eight bytes,
 * big-endian, and its place among the commits of that version, two bytes. Every commit has a
 * version of its own, so the place is 0. Stamps sort in the order of the commits. Stateless.
 */
public final class CommitStamp {

    /** The length of a stamp, in bytes. */
    public static final int BYTES = Long.BYTES + Short.BYTES;

    private CommitStamp() {}

    /**
     * Returns the stamp of a commit.
     *
     * @param version what {@code commit} returned
     * @return ten bytes, owned by the caller
     */
    public static byte[] of(long version) {
        byte[] stamp = new byte[BYTES];
        write(version, stamp, 0);
        return stamp;
    }

    /**
     * Returns the version in a stamp.
     *
     * @param stamp ten bytes
     * @return the version of the commit
     * @throws InvalidArgumentException when there are not ten bytes
     */
    public static long version(byte[] stamp) {
        if (stamp.length != BYTES) {
            throw new InvalidArgumentException("a stamp has ten bytes", "bytes", stamp.length);
        }
        long version = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            version = version << Byte.SIZE | Byte.toUnsignedLong(stamp[i]);
        }
        return version;
    }

    /**
     * Writes a stamp into an array.
     *
     * @param version the version of the commit
     * @param target the array
     * @param at where the stamp begins
     */
    public static void write(long version, byte[] target, int at) {
        for (int i = 0; i < Long.BYTES; i++) {
            target[at + i] = (byte) (version >> (Long.BYTES - 1 - i) * Byte.SIZE);
        }
        target[at + Long.BYTES] = 0;
        target[at + Long.BYTES + 1] = 0;
    }
}
