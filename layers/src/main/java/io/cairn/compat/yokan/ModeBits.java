package io.cairn.compat.yokan;

import io.cairn.api.Modes;
import io.cairn.api.RefusedPair;
import java.util.Optional;

/**
 * The mode bits of one call, checked before anything is done: what contradicts itself is refused by
 * every call, also by those that have no use for it. Immutable.
 *
 * @param bits bits of {@link Mode}, or-ed
 */
record ModeBits(int bits) {

    private static final int KNOWN = 0xFFFF;

    ModeBits {
        if ((bits & ~KNOWN) != 0) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_MODE,
                    "unknown mode bits: 0x" + Integer.toHexString(bits & ~KNOWN));
        }
        Optional<RefusedPair> pair = RefusedPair.in(Modes.fromBits(bits));
        if (pair.isPresent()) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_MODE,
                    "these modes contradict each other, leave one out: "
                            + Modes.of(pair.get().first(), pair.get().second()));
        }
    }

    /** Or-s what a caller gave; nothing is the default. */
    static ModeBits of(int... modes) {
        int bits = Mode.YOKAN_MODE_DEFAULT;
        for (int mode : modes) {
            bits |= mode;
        }
        return new ModeBits(bits);
    }

    boolean has(int mode) {
        return (bits & mode) == mode;
    }

    /** Returns those of these bits that are in a set, as Cairn's modes. */
    Modes only(int mask) {
        return Modes.fromBits(bits & mask);
    }

    /** Returns all but those in a set, as Cairn's modes. */
    Modes without(int mask) {
        return Modes.fromBits(bits & ~mask);
    }
}
