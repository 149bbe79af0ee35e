package io.cairn.api;

import io.cairn.bytes.Bytes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key with its value. Equality is by content. The record itself copies nothing: methods that take
 * entries copy their arrays before they return, and methods that return entries give them away.
 *
 * @param key the key
 * @param value the value
 */
public record Entry(byte[] key, byte[] value) {

    /** Checks that both are given. */
    public Entry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry entry
                && Arrays.equals(key, entry.key)
                && Arrays.equals(value, entry.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return Bytes.describe(key) + "=" + Bytes.describe(value);
    }
}
