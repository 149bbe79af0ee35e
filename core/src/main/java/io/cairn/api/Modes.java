package io.cairn.api;

import io.cairn.error.InvalidModeException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An immutable, thread-safe set of mode flags with the historical bit values. */
public final class Modes {

    private static final Modes NONE = new Modes(0);
    private static final int KNOWN =
            Arrays.stream(Mode.values()).mapToInt(Mode::bits).reduce(0, (a, b) -> a | b);

    private final int bits;

    private Modes(int bits) {
        this.bits = bits;
    }

    /**
     * Returns the empty set: default behaviour.
     *
     * @return no flags
     */
    public static Modes none() {
        return NONE;
    }

    /**
     * Returns a set of flags.
     *
     * @param first one flag
     * @param more further flags
     * @return the set
     */
    public static Modes of(Mode first, Mode... more) {
        int bits = first.bits();
        for (Mode mode : more) {
            bits |= mode.bits();
        }
        return new Modes(bits);
    }

    /**
     * Returns the set with these bits.
     *
     * @param bits bits of {@link Mode} values, or-ed
     * @return the set
     * @throws InvalidModeException when a bit is unknown
     */
    public static Modes fromBits(int bits) {
        if ((bits & ~KNOWN) != 0) {
            throw new InvalidModeException(
                    "unknown mode bits", "bits", "0x" + Integer.toHexString(bits & ~KNOWN));
        }
        return bits == 0 ? NONE : new Modes(bits);
    }

    /**
     * Returns these flags and one more.
     *
     * @param mode the flag to add
     * @return the larger set
     */
    public Modes and(Mode mode) {
        return new Modes(bits | mode.bits());
    }

    /**
     * Tells whether a flag is set; KEEP_LAST also sets IGNORE_KEYS.
     *
     * @param mode the flag
     * @return true when all its bits are set
     */
    public boolean has(Mode mode) {
        return (bits & mode.bits()) == mode.bits();
    }

    /**
     * Tells whether no flag is set.
     *
     * @return true for default behaviour
     */
    public boolean isEmpty() {
        return bits == 0;
    }

    /**
     * Returns the bits.
     *
     * @return bits of {@link Mode} values, or-ed
     */
    public int bits() {
        return bits;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Modes modes && modes.bits == bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    @Override
    public String toString() {
        return bits == 0
                ? "DEFAULT"
                : Arrays.stream(Mode.values())
                        .filter(this::has)
                        .map(Mode::name)
                        .collect(Collectors.joining("|"));
    }
}
