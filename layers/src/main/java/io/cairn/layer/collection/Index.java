package io.cairn.layer.collection;

import io.cairn.error.InvalidArgumentException;
import java.util.Objects;
import tools.jackson.core.JsonPointer;

/**
 * An index of a collection: by what stands at a place in its JSON documents. Immutable.
 *
 * @param pointer the place, as RFC 6901 writes it, such as {@code /address/city}; empty for the
 *     whole document
 * @param unique whether no two documents may have the same value there
 */
public record Index(String pointer, boolean unique) {

    /**
     * Checks the pointer.
     *
     * @throws InvalidArgumentException when it is no JSON pointer
     */
    public Index {
        Objects.requireNonNull(pointer, "pointer");
        compiled(pointer);
    }

    /**
     * Makes an index in which documents may have the same value.
     *
     * @param pointer the place
     * @return the index
     * @throws InvalidArgumentException when it is no JSON pointer
     */
    public static Index on(String pointer) {
        return new Index(pointer, false);
    }

    /**
     * Makes an index in which a value stands for one document.
     *
     * @param pointer the place
     * @return the index
     * @throws InvalidArgumentException when it is no JSON pointer
     */
    public static Index unique(String pointer) {
        return new Index(pointer, true);
    }

    JsonPointer compiled() {
        return compiled(pointer);
    }

    private static JsonPointer compiled(String pointer) {
        boolean escaped = !pointer.replaceAll("~[01]", "").contains("~");
        if (!escaped || !(pointer.isEmpty() || pointer.startsWith("/"))) {
            throw new InvalidArgumentException(
                    "this is no JSON pointer: it begins with /, and ~ stands before 0 or 1 only",
                    "pointer",
                    pointer);
        }
        return JsonPointer.compile(pointer);
    }
}
