package io.cairn.layer.collection;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.error.InvalidModeException;
import java.util.List;

/**
 * Which mode flags operations on documents refuse, before they do anything. Flags that do not
 * matter to an operation are accepted.
 */
final class DocumentModes {

    /** Two flags that contradict each other. */
    private record Pair(Mode first, Mode second) {}

    private static final List<Pair> PAIRS =
            List.of(
                    new Pair(Mode.APPEND, Mode.NEW_ONLY),
                    new Pair(Mode.NEW_ONLY, Mode.EXIST_ONLY),
                    new Pair(Mode.SUFFIX, Mode.LUA_FILTER),
                    new Pair(Mode.SUFFIX, Mode.LIB_FILTER),
                    new Pair(Mode.LUA_FILTER, Mode.LIB_FILTER));

    private DocumentModes() {}

    static void store(Modes modes) {
        pairs(modes);
        refuse(
                modes,
                Mode.EXIST_ONLY,
                "a stored document is always new; leave EXIST_ONLY out, or use update");
    }

    static void update(Modes modes) {
        pairs(modes);
    }

    static void load(Modes modes) {
        pairs(modes);
        refuse(modes, Mode.WAIT, "a plain call never waits; leave WAIT out and use await");
    }

    static void page(Modes modes) {
        pairs(modes);
    }

    static void cursor(Modes modes) {
        pairs(modes);
        refuse(
                modes,
                Mode.CONSUME,
                "a cursor only reads; leave CONSUME out, or take a page of documents");
    }

    private static void pairs(Modes modes) {
        for (Pair pair : PAIRS) {
            if (modes.has(pair.first) && modes.has(pair.second)) {
                throw new InvalidModeException(
                        "these mode flags contradict each other; leave one out", "modes", modes);
            }
        }
    }

    private static void refuse(Modes modes, Mode mode, String text) {
        if (modes.has(mode)) {
            throw new InvalidModeException(text, "modes", modes);
        }
    }
}
