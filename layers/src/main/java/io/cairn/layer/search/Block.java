package io.cairn.layer.search;

import io.cairn.bytes.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the entries of a row that many documents share, each behind the document's place: a byte
 * for the place, the entry's length, the entry. Places ascend. Lengths, and numbers within entries,
 * have seven bits in each byte, the low ones first, and another byte follows one whose high bit is
 * set. Stands before the first entry at the start. Used by one thread.
 */
final class Block {

    /** How many documents share a row: as many as a byte can number. */
    static final int PLACES = 256;

    private static final int GROUP_BITS = 7;
    private static final int GROUP = (1 << GROUP_BITS) - 1;
    private static final int NUMBER_BYTES_MAX = 9;

    private final byte[] row;
    private final byte[] bytes;
    private int place = -1;
    private int begin;
    private int end;
    private int at;

    /**
     * Makes one.
     *
     * @param row the row's key, for messages
     * @param bytes the row's value
     */
    Block(byte[] row, byte[] bytes) {
        this.row = row;
        this.bytes = bytes;
    }

    /** Moves to the next entry; returns false when there is none. */
    boolean next() {
        begin = end;
        if (begin == bytes.length) {
            return false;
        }
        int before = place;
        place = Byte.toUnsignedInt(bytes[begin]);
        at = begin + 1;
        end = bytes.length;
        long length = number();
        if (place <= before || length > end - at) {
            throw TextRows.foreign(row, null);
        }
        end = at + (int) length;
        return true;
    }

    int place() {
        return place;
    }

    /** Returns the next number of the entry. */
    long number() {
        long number = 0;
        for (int shift = 0; at < end && shift < NUMBER_BYTES_MAX * GROUP_BITS; ) {
            byte group = bytes[at++];
            number |= (long) (group & GROUP) << shift;
            if (group >= 0) {
                return number;
            }
            shift += GROUP_BITS;
        }
        throw TextRows.foreign(row, null);
    }

    /** Returns where the rest of the entry begins. */
    int at() {
        return at;
    }

    /** Returns where the entry ends. */
    int end() {
        return end;
    }

    /** Makes an entry of numbers that are not negative. */
    static byte[] entry(long... numbers) {
        byte[] entry = new byte[numbers.length * NUMBER_BYTES_MAX];
        int length = 0;
        for (long number : numbers) {
            length = append(entry, length, number);
        }
        return Arrays.copyOf(entry, length);
    }

    private static int append(byte[] to, int from, long number) {
        int at = from;
        long rest = number;
        for (; rest > GROUP; rest >>>= GROUP_BITS) {
            to[at++] = (byte) (rest | GROUP + 1);
        }
        to[at++] = (byte) rest;
        return at;
    }

    /**
     * Puts an entry in its place, instead of what was there.
     *
     * @param stored the row's value, or null when there is no such row
     * @param entry the entry, or null for none
     * @return the new value, or null when no entry is left
     */
    static byte @Nullable [] edited(
            byte[] row, byte @Nullable [] stored, int place, byte @Nullable [] entry) {
        byte[] old = stored == null ? Bytes.EMPTY : stored;
        Block block = new Block(row, old);
        boolean more = block.next();
        while (more && block.place < place) {
            more = block.next();
        }
        int before = block.begin;
        int after = more && block.place == place ? block.end : block.begin;
        byte[] head = new byte[1 + NUMBER_BYTES_MAX];
        int headBytes = 0;
        int entryBytes = 0;
        if (entry != null) {
            head[0] = (byte) place;
            headBytes = append(head, 1, entry.length);
            entryBytes = entry.length;
        }
        byte[] edited = new byte[before + headBytes + entryBytes + old.length - after];
        System.arraycopy(old, 0, edited, 0, before);
        System.arraycopy(head, 0, edited, before, headBytes);
        if (entry != null) {
            System.arraycopy(entry, 0, edited, before + headBytes, entryBytes);
        }
        System.arraycopy(old, after, edited, before + headBytes + entryBytes, old.length - after);
        return edited.length == 0 ? null : edited;
    }
}
