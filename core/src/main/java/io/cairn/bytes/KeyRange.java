package io.cairn.bytes;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A half-open range of keys in unsigned byte order: {@code begin} is inside, {@code end} is not, no
 * end means "to the last key".
 *
 * <p>Immutable and thread-safe; arrays are copied in and out. A range whose end does not sort after
 * its begin is empty, which is not an error: scanning it gives nothing.
 */
public final class KeyRange {

    private static final KeyRange ALL = new KeyRange(Bytes.EMPTY, null, Bytes.EMPTY);

    private final byte[] begin;
    private final byte @Nullable [] end;
    private final byte @Nullable [] prefix;

    private KeyRange(byte[] begin, byte @Nullable [] end, byte @Nullable [] prefix) {
        this.begin = begin;
        this.end = end;
        this.prefix = prefix;
    }

    /**
     * Returns the range of all keys.
     *
     * @return the unbounded range
     */
    public static KeyRange all() {
        return ALL;
    }

    /**
     * Returns {@code [begin, end)}.
     *
     * @param begin the first key inside; the empty array means "from the first key"
     * @param end the first key outside, or null for no end
     * @return the range
     */
    public static KeyRange of(byte[] begin, byte @Nullable [] end) {
        Objects.requireNonNull(begin, "begin");
        return new KeyRange(begin.clone(), end == null ? null : end.clone(), null);
    }

    /**
     * Returns the range of all keys that start with {@code prefix}; trailing 0xFF bytes are
     * handled.
     *
     * @param prefix the prefix; empty means all keys
     * @return the range, which remembers its prefix
     */
    public static KeyRange prefix(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        byte[] copy = prefix.clone();
        return new KeyRange(copy, Bytes.prefixEnd(copy), copy);
    }

    /**
     * Returns the range that holds exactly one key.
     *
     * @param key the key
     * @return {@code [key, key + 0x00)}
     */
    public static KeyRange single(byte[] key) {
        Objects.requireNonNull(key, "key");
        return new KeyRange(key.clone(), Bytes.after(key), null);
    }

    /**
     * Returns this range without the keys up to and including {@code key}.
     *
     * @param key the last key to leave out
     * @return the rest of this range; this range itself when it starts later
     */
    public KeyRange startingAfter(byte[] key) {
        return startingAt(Bytes.after(key));
    }

    /**
     * Returns this range without the keys before {@code key}.
     *
     * @param key the first key to keep
     * @return the rest of this range; this range itself when it starts later
     */
    public KeyRange startingAt(byte[] key) {
        return Bytes.compare(key, begin) <= 0 ? this : new KeyRange(key.clone(), end, prefix);
    }

    /**
     * Returns this range without {@code key} and everything after it.
     *
     * @param key the first key to leave out
     * @return the rest of this range; this range itself when it ends earlier
     */
    public KeyRange endingBefore(byte[] key) {
        return end != null && Bytes.compare(end, key) <= 0
                ? this
                : new KeyRange(begin, key.clone(), prefix);
    }

    /**
     * Returns the keys that are in both ranges.
     *
     * @param other the other range
     * @return the intersection, possibly empty
     */
    public KeyRange intersect(KeyRange other) {
        KeyRange result = startingAt(other.begin);
        return other.end == null ? result : result.endingBefore(other.end);
    }

    /**
     * Tells whether a key is inside.
     *
     * @param key the key
     * @return true when {@code begin <= key < end}
     */
    public boolean contains(byte[] key) {
        return Bytes.compare(begin, key) <= 0 && (end == null || Bytes.compare(key, end) < 0);
    }

    /**
     * Tells whether no key can be inside.
     *
     * @return true when the end does not sort after the begin
     */
    public boolean isEmpty() {
        return end != null && Bytes.compare(begin, end) >= 0;
    }

    /**
     * Returns the first key inside.
     *
     * @return a copy; empty when unbounded below
     */
    public byte[] begin() {
        return begin.clone();
    }

    /**
     * Returns the first key outside.
     *
     * @return a copy, or null when unbounded above
     */
    public byte @Nullable [] end() {
        return end == null ? null : end.clone();
    }

    /**
     * Returns the prefix this range was made from, which {@code NO_PREFIX} strips from keys.
     *
     * @return a copy, or null when the range was not made by {@link #prefix(byte[])}
     */
    public byte @Nullable [] prefix() {
        return prefix == null ? null : prefix.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRange range
                && Arrays.equals(begin, range.begin)
                && Arrays.equals(end, range.end);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(begin) + Arrays.hashCode(end);
    }

    @Override
    public String toString() {
        return "["
                + Bytes.describe(begin)
                + ", "
                + (end == null ? "end" : Bytes.describe(end))
                + ")";
    }
}
