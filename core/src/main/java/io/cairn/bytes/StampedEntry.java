package io.cairn.bytes;

import io.cairn.error.InvalidArgumentException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key and a value in which the database writes the {@link CommitStamp} of the commit that sets
 * them: into the key, so that keys sort in the order of the commits, or into the value. Equality is
 * by content. The record itself copies nothing: methods that take it copy its arrays before they
 * return.
 *
 * @param key the key, with ten bytes that are overwritten
 * @param keyAt where in the key the stamp is to begin; {@link #NOWHERE} for a key as it is
 * @param value the value
 * @param valueAt where in the value the stamp is to begin; {@link #NOWHERE} for a value as it is
 */
public record StampedEntry(byte[] key, int keyAt, byte[] value, int valueAt) {

    /** For a key or a value without a stamp. */
    public static final int NOWHERE = -1;

    /**
     * Checks that a stamp fits where it is to be.
     *
     * @throws InvalidArgumentException when it does not, or when neither has one
     */
    public StampedEntry {
        check("key", Objects.requireNonNull(key, "key").length, keyAt);
        check("value", Objects.requireNonNull(value, "value").length, valueAt);
        if (keyAt == NOWHERE && valueAt == NOWHERE) {
            throw new InvalidArgumentException(
                    "neither the key nor the value has a place for a stamp; use put");
        }
    }

    /**
     * Returns one whose key has the stamp.
     *
     * @param key the key, with ten bytes that are overwritten
     * @param keyAt where in the key the stamp is to begin
     * @param value the value
     * @return the entry
     * @throws InvalidArgumentException when the stamp does not fit there
     */
    public static StampedEntry ofKey(byte[] key, int keyAt, byte[] value) {
        return new StampedEntry(key, keyAt, value, NOWHERE);
    }

    /**
     * Returns one whose value has the stamp.
     *
     * @param key the key
     * @param value the value, with ten bytes that are overwritten
     * @param valueAt where in the value the stamp is to begin
     * @return the entry
     * @throws InvalidArgumentException when the stamp does not fit there
     */
    public static StampedEntry ofValue(byte[] key, byte[] value, int valueAt) {
        return new StampedEntry(key, NOWHERE, value, valueAt);
    }

    private static void check(String what, int length, int at) {
        if (at < NOWHERE || at > length - CommitStamp.BYTES && at != NOWHERE) {
            throw new InvalidArgumentException(
                    "a stamp takes ten bytes, which are not there",
                    "in",
                    what,
                    "at",
                    at,
                    "bytes",
                    length);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StampedEntry entry
                && keyAt == entry.keyAt
                && valueAt == entry.valueAt
                && Arrays.equals(key, entry.key)
                && Arrays.equals(value, entry.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(key), keyAt, Arrays.hashCode(value), valueAt);
    }

    @Override
    public String toString() {
        return Bytes.describe(key)
                + (keyAt == NOWHERE ? "" : " stamped at " + keyAt)
                + "="
                + Bytes.describe(value)
                + (valueAt == NOWHERE ? "" : " stamped at " + valueAt);
    }
}
