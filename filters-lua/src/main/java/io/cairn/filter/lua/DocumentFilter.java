package io.cairn.filter.lua;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Selects documents by a script that sees the collection, the identifier and, where values are
 * shown, the document.
 *
 * <pre>
 *   key = name in UTF-8 | 0 | identifier, 8 bytes, the most significant first
 * </pre>
 *
 * @param script the script
 */
record DocumentFilter(Script script) implements EntryFilter {

    private static final LuaString COLLECTION = LuaString.valueOf("__collection__");
    private static final LuaString ID = LuaString.valueOf("__id__");
    private static final LuaString DOCUMENT = LuaString.valueOf("__doc__");
    private static final ValueLayout.OfLong BIG_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    @Override
    public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
        long end = key.byteSize() - Long.BYTES - 1;
        if (end < 0 || key.get(ValueLayout.JAVA_BYTE, end) != 0) {
            throw new InvalidFilterException(
                    "the key is not that of a document: a name, a zero byte, and eight bytes of an identifier; list documents only, or use the filter script",
                    null,
                    "key",
                    Bytes.describe(key.toArray(ValueLayout.JAVA_BYTE)));
        }
        LuaTable variables = Sandbox.environment();
        variables.rawset(COLLECTION, Script.string(key.asSlice(0, end)));
        variables.rawset(ID, LuaValue.valueOf((double) key.get(BIG_ENDIAN, end + 1)));
        if (value != null) {
            variables.rawset(DOCUMENT, Script.string(value));
        }
        return script.selects(variables);
    }
}
