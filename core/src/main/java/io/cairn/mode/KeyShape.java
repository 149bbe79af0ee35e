package io.cairn.mode;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.bytes.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which keys pass, and what is cut off them: the part of SUFFIX and NO_PREFIX that concerns single
 * keys. Immutable and thread-safe.
 *
 * @param suffix what a key must end with, empty when every key passes; never changed
 * @param front how many bytes are cut off the front of a key
 * @param back how many bytes are cut off its end
 */
record KeyShape(byte[] suffix, int front, int back) {

    private static final KeyShape WHOLE = new KeyShape(Bytes.EMPTY, 0, 0);

    /**
     * Makes the shape that some modes ask for.
     *
     * @param modes SUFFIX and NO_PREFIX matter
     * @param prefix what every key of the range starts with
     * @param suffix what SUFFIX looks for, or null for nothing
     */
    static KeyShape of(Modes modes, byte[] prefix, byte @Nullable [] suffix) {
        boolean cut = modes.has(Mode.NO_PREFIX) && !ListingFilter.isAsked(modes);
        if (modes.has(Mode.SUFFIX)) {
            byte[] end = suffix == null ? Bytes.EMPTY : suffix;
            return new KeyShape(end, 0, cut ? end.length : 0);
        }
        return cut ? new KeyShape(Bytes.EMPTY, prefix.length, 0) : WHOLE;
    }

    /** Tells whether some keys do not pass. */
    boolean filters() {
        return suffix.length > 0;
    }

    /** Tells whether something is cut off. */
    boolean cuts() {
        return front + back > 0;
    }

    /**
     * Tells whether a lent key passes; compares from the end, where keys differ most, and allocates
     * nothing.
     */
    boolean passes(MemorySegment key) {
        long at = key.byteSize() - suffix.length;
        if (at < 0) {
            return false;
        }
        for (int i = suffix.length - 1; i >= 0; i--) {
            if (key.get(ValueLayout.JAVA_BYTE, at + i) != suffix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the key with its ends cut off: the same segment when nothing is cut. */
    MemorySegment cut(MemorySegment key) {
        return cuts() ? key.asSlice(front, key.byteSize() - front - back) : key;
    }

    /** Returns the key with its ends cut off: the same array when nothing is cut. */
    byte[] cut(byte[] key) {
        return cuts() ? Arrays.copyOfRange(key, front, key.length - back) : key;
    }
}
