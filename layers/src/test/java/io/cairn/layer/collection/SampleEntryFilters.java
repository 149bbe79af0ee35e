package io.cairn.layer.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The library {@code entries}, whose filter {@code key} keeps the entries with the key that its
 * arguments are, and delivers their values twice. Thread-safe.
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
        return new Same(arguments);
    }

    /** Keeps one key. */
    private record Same(byte[] kept) implements EntryFilter {

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            return Arrays.equals(key.toArray(ValueLayout.JAVA_BYTE), kept);
        }

        @Override
        public byte[] value(byte[] key, byte[] value) {
            assertThat(key).isEqualTo(kept);
            return Bytes.utf8(Bytes.text(value) + Bytes.text(value));
        }
    }
}
