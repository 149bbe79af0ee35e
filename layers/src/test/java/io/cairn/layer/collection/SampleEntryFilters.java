package io.cairn.layer.collection;

import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterLibrary;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The library {@code entries}, whose filter {@code key} keeps the entries with the key that its
 * arguments are. Thread-safe.
 */
public final class SampleEntryFilters implements FilterLibrary {

    @Override
    public String name() {
        return "entries";
    }

    @Override
    public EntryFilter open(String filter, byte[] arguments, boolean values) {
        if (!filter.equals("key")) {
            throw new InvalidFilterException("there is no such filter", null, "filter", filter);
        }
        return (key, _) -> Arrays.equals(key.toArray(ValueLayout.JAVA_BYTE), arguments);
    }
}
