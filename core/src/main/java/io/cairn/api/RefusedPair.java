package io.cairn.api;

import java.util.List;
import java.util.Optional;

/**
 * Two mode flags that contradict each other, and that every operation refuses. Immutable and
 * thread-safe.
 *
 * @param first one flag
 * @param second the other flag
 * @param reason a sentence that says why, and what to do instead
 */
public record RefusedPair(Mode first, Mode second, String reason) {

    private static final List<RefusedPair> ALL =
            List.of(
                    new RefusedPair(
                            Mode.APPEND,
                            Mode.NEW_ONLY,
                            "APPEND extends a present value and NEW_ONLY refuses a present key; leave one out"),
                    new RefusedPair(
                            Mode.NEW_ONLY,
                            Mode.EXIST_ONLY,
                            "NEW_ONLY wants the key absent and EXIST_ONLY wants it present; leave one out"),
                    new RefusedPair(
                            Mode.SUFFIX,
                            Mode.LUA_FILTER,
                            "a listing has one filter; choose SUFFIX or LUA_FILTER"),
                    new RefusedPair(
                            Mode.SUFFIX,
                            Mode.LIB_FILTER,
                            "a listing has one filter; choose SUFFIX or LIB_FILTER"),
                    new RefusedPair(
                            Mode.LUA_FILTER,
                            Mode.LIB_FILTER,
                            "a listing has one filter; choose LUA_FILTER or LIB_FILTER"));

    /**
     * Returns all pairs.
     *
     * @return an unmodifiable list
     */
    public static List<RefusedPair> all() {
        return ALL;
    }

    /**
     * Looks for a pair among flags.
     *
     * @param modes the flags
     * @return the first pair of which both are set; empty when the flags do not contradict each
     *     other
     */
    public static Optional<RefusedPair> in(Modes modes) {
        for (RefusedPair pair : ALL) {
            if (modes.has(pair.first) && modes.has(pair.second)) {
                return Optional.of(pair);
            }
        }
        return Optional.empty();
    }
}
