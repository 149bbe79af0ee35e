package io.cairn.filter.lua;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterLibrary;
import io.cairn.filter.FilterSpec;

/**
 * The library {@code lua}: filters whose arguments are a Lua script, which selects the entries for
 * which it returns neither false nor nil. Thread-safe.
 *
 * <ul>
 *   <li>{@code script}: the script finds the key in {@code __key__} and, when values are shown, the
 *       value in {@code __value__}, both as byte strings.
 *   <li>{@code document}: for keys that are a collection's name in UTF-8, a zero byte, and eight
 *       bytes of an identifier, the most significant first. The script finds them in {@code
 *       __collection__} and {@code __id__} and, when values are shown, the value in {@code
 *       __doc__}.
 * </ul>
 *
 * <p>Scripts have Lua 5.2's {@code string}, {@code table}, {@code math} (without {@code random})
 * and {@code bit32}, and {@code json.decode} and {@code json.encode}.
 */
public final class LuaFilters implements FilterLibrary {

    /** The filter for documents. */
    static final String DOCUMENT = "document";

    /** Makes the library, which holds nothing. */
    public LuaFilters() {
        // For ServiceLoader.
    }

    @Override
    public String name() {
        return FilterSpec.LUA;
    }

    @Override
    public EntryFilter open(String filter, byte[] arguments, boolean values) {
        return switch (filter) {
            case FilterSpec.SCRIPT -> new KeyValueFilter(Script.compile(arguments));
            case DOCUMENT -> new DocumentFilter(Script.compile(arguments));
            default ->
                    throw new InvalidFilterException(
                            "the library lua has the filters script and document",
                            null,
                            "filter",
                            Bytes.describe(Bytes.utf8(filter)));
        };
    }
}
