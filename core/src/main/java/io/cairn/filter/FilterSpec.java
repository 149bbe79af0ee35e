package io.cairn.filter;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The name of a filter with its arguments. Immutable; arrays are copied in and must not be changed
 * by readers.
 *
 * @param library the library's name
 * @param filter the filter's name within the library
 * @param arguments what the filter is given, possibly empty
 */
public record FilterSpec(String library, String filter, byte[] arguments) {

    /** The library of filters that are scripts. */
    public static final String LUA = "lua";

    /** The filter of {@link #LUA} whose script sees keys and values. */
    public static final String SCRIPT = "script";

    /** Checks and copies. */
    public FilterSpec {
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(filter, "filter");
        arguments = arguments.clone();
    }

    /**
     * Names the filter of a Lua script, as LUA_FILTER does.
     *
     * @param script the script's text
     * @return the name
     */
    public static FilterSpec lua(byte[] script) {
        return new FilterSpec(LUA, SCRIPT, script);
    }

    /**
     * Reads {@code library:filter:arguments}, as LIB_FILTER does. The arguments may contain colons
     * and any bytes; both colons are needed also where there are no arguments.
     *
     * @param text the names in UTF-8 and the arguments
     * @return the name
     * @throws InvalidFilterException when a colon is missing
     */
    public static FilterSpec parse(byte[] text) {
        int first = colon(text, 0);
        int second = first < 0 ? -1 : colon(text, first + 1);
        if (second < 0) {
            throw new InvalidFilterException(
                    "a named filter is written as library:filter:arguments, with both colons also"
                            + " where there are no arguments",
                    null,
                    "filter",
                    Bytes.describe(text));
        }
        return new FilterSpec(
                Bytes.text(Arrays.copyOf(text, first)),
                Bytes.text(Arrays.copyOfRange(text, first + 1, second)),
                Arrays.copyOfRange(text, second + 1, text.length));
    }

    private static int colon(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == ':') {
                return i;
            }
        }
        return -1;
    }
}
