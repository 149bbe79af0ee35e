package io.cairn.filter.lua;

import io.cairn.filter.EntryFilter;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;

/**
 * Selects entries by a script that sees the key and, where values are shown, the value.
 *
 * @param script the script
 */
record KeyValueFilter(Script script) implements EntryFilter {

    private static final LuaString KEY = LuaString.valueOf("__key__");
    private static final LuaString VALUE = LuaString.valueOf("__value__");

    @Override
    public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
        LuaTable variables = Sandbox.environment();
        variables.rawset(KEY, Script.string(key));
        if (value != null) {
            variables.rawset(VALUE, Script.string(value));
        }
        return script.selects(variables);
    }
}
