package io.cairn.compat.yokan;

import io.cairn.api.Modes;
import java.util.List;

/**
 * The mode bits of one call, checked before anything is done: what contradicts itself is refused by
 * every call, also by those that have no use for it. Immutable.
 *
 * @param bits bits of {@link Mode}, or-ed
 */
record ModeBits(int bits) {

    private static final int KNOWN = 0xFFFF;

    /** Each contradicts itself; Yokan refuses no others. */
    private static final List<Integer> REFUSED =
            List.of(
                    Mode.YOKAN_MODE_APPEND | Mode.YOKAN_MODE_NEW_ONLY,
                    Mode.YOKAN_MODE_NEW_ONLY | Mode.YOKAN_MODE_EXIST_ONLY,
                    Mode.YOKAN_MODE_SUFFIX | Mode.YOKAN_MODE_LUA_FILTER,
                    Mode.YOKAN_MODE_SUFFIX | Mode.YOKAN_MODE_LIB_FILTER,
                    Mode.YOKAN_MODE_LUA_FILTER | Mode.YOKAN_MODE_LIB_FILTER);

    ModeBits {
        if ((bits & ~KNOWN) != 0) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_MODE,
                    "unknown mode bits: 0x" + Integer.toHexString(bits & ~KNOWN));
        }
        for (int pair : REFUSED) {
            if ((bits & pair) == pair) {
                throw new YokanException(
                        ReturnCode.YOKAN_ERR_MODE,
                        "these modes contradict each other, leave one out: "
                                + Modes.fromBits(pair));
            }
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
