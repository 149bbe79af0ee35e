package io.cairn.ipc.server.session;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.FilterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Which filters clients may run in the server: those that it knows by name, and Lua if allowed.
 * Immutable.
 *
 * @param lua whether scripts are allowed
 */
record FilterPolicy(boolean lua) {

    private static final int FILTER_BITS = Mode.LUA_FILTER.bits() | Mode.LIB_FILTER.bits();
    private static final int WALKING_BITS = FILTER_BITS | Mode.SUFFIX.bits();

    /** Tells whether a listing may walk far before it finds anything. */
    static boolean mayWalkFar(Modes modes) {
        return (modes.bits() & WALKING_BITS) != 0;
    }

    /**
     * Returns the filter that flags ask for; null when they ask for none, or for several, which the
     * database refuses.
     *
     * @throws InvalidFilterException when it is malformed, or not allowed
     */
    @Nullable FilterSpec checked(Modes modes, byte @Nullable [] filter) {
        int asked = modes.bits() & WALKING_BITS;
        if ((asked & FILTER_BITS) == 0 || Integer.bitCount(asked) > 1) {
            return null;
        }
        byte[] bytes = filter == null ? Bytes.EMPTY : filter;
        FilterSpec spec =
                modes.has(Mode.LUA_FILTER) ? FilterSpec.lua(bytes) : FilterSpec.parse(bytes);
        if (!lua && runsLua(spec)) {
            throw new InvalidFilterException(
                    "this server runs no Lua; use a named filter, or start the server with luaFilters set to true",
                    null);
        }
        return spec;
    }

    /** A filter that asks another library has that library's name: "documents:lua:script". */
    private static boolean runsLua(FilterSpec spec) {
        return spec.library().equals(FilterSpec.LUA) || spec.filter().equals(FilterSpec.LUA);
    }
}
