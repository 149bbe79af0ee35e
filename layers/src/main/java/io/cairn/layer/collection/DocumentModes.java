package io.cairn.layer.collection;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.RefusedPair;
import io.cairn.error.InvalidModeException;
import java.util.Optional;

/**
 * Which mode flags operations on documents refuse, before they do anything. Flags that do not
 * matter to an operation are accepted.
 */
final class DocumentModes {

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
        Optional<RefusedPair> pair = RefusedPair.in(modes);
        if (pair.isPresent()) {
            throw new InvalidModeException(pair.get().reason(), "modes", modes);
        }
    }

    private static void refuse(Modes modes, Mode mode, String text) {
        if (modes.has(mode)) {
            throw new InvalidModeException(text, "modes", modes);
        }
    }
}
