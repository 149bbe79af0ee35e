package io.cairn.compat.yokan;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterLibrary;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The library {@code yokan}, whose only filter {@code parity} is that of Yokan's own tests: it
 * keeps pairs whose sizes differ in parity, reverses keys and appends its arguments to values. It
 * needs FILTER_VALUE. Thread-safe.
 */
public final class SampleLibrary implements FilterLibrary {

    @Override
    public String name() {
        return "yokan";
    }

    @Override
    public EntryFilter open(String filter, byte[] arguments, boolean values) {
        if (!filter.equals("parity") || !values) {
            throw new InvalidFilterException(
                    "there is parity, with values", null, "filter", filter);
        }
        return new Parity(Bytes.text(arguments));
    }

    private record Parity(String appended) implements EntryFilter {

        @Override
        public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
            return value != null && key.byteSize() % 2 != value.byteSize() % 2;
        }

        @Override
        public byte[] key(byte[] key) {
            return Bytes.utf8(new StringBuilder(Bytes.text(key)).reverse().toString());
        }

        @Override
        public byte[] value(byte[] key, byte[] value) {
            return Bytes.utf8(Bytes.text(value) + appended);
        }
    }
}
