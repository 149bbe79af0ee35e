package io.cairn.filter.lua;

import io.cairn.bytes.Bytes;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterSpec;
import io.cairn.filter.Filters;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Runs scripts on one entry. */
final class Scripts {

    private Scripts() {}

    static EntryFilter open(String script) {
        return Filters.open(FilterSpec.lua(Bytes.utf8(script)), true);
    }

    /** Runs a script on a key and a value. */
    static boolean selects(String script, byte[] key, byte @Nullable [] value) {
        try (EntryFilter filter = open(script)) {
            return filter.matches(
                    MemorySegment.ofArray(key),
                    value == null ? null : MemorySegment.ofArray(value));
        }
    }

    /** Runs a script whose entry does not matter. */
    static boolean selects(String script) {
        return selects(script, Bytes.utf8("key"), Bytes.utf8("value"));
    }
}
