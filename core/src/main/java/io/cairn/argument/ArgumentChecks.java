package io.cairn.argument;

import io.cairn.api.Entry;
import io.cairn.config.Limits;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Refuses bad arguments before anything is done, naming the argument or the limit. Immutable and
 * thread-safe.
 *
 * <p>Every check throws {@link NullPointerException} with the name of the argument when it is null.
 */
public final class ArgumentChecks {

    private final int keyBytesMax;
    private final int valueBytesMax;

    /**
     * Makes the checks of a database in this process.
     *
     * @param limits the limits of the database
     * @param engineKeyBytesMax the longest key the engine can store, in bytes
     */
    public ArgumentChecks(Limits limits, int engineKeyBytesMax) {
        this(Math.min(limits.keyBytesMax(), engineKeyBytesMax), limits.valueBytesMax());
    }

    /**
     * Makes the checks of a database whose limits are known only as numbers.
     *
     * @param keyBytesMax the longest key, in bytes
     * @param valueBytesMax the longest value, in bytes
     */
    public ArgumentChecks(int keyBytesMax, int valueBytesMax) {
        this.keyBytesMax = keyBytesMax;
        this.valueBytesMax = valueBytesMax;
    }

    /**
     * Returns the limit on values.
     *
     * @return the longest value, in bytes
     */
    public int valueBytesMax() {
        return valueBytesMax;
    }

    /**
     * Checks a key.
     *
     * @param key the key
     * @return the same array
     * @throws InvalidArgumentException when the key is empty
     * @throws LimitException when the key is too long
     */
    public byte[] key(byte[] key) {
        if (Objects.requireNonNull(key, "key").length == 0) {
            throw new InvalidArgumentException("a key must not be empty", "argument", "key");
        }
        if (key.length > keyBytesMax) {
            throw tooLong("keyBytesMax", keyBytesMax, key.length);
        }
        return key;
    }

    /**
     * Checks a value.
     *
     * @param value the value
     * @return the same array
     * @throws LimitException when the value is too long
     */
    public byte[] value(byte[] value) {
        if (Objects.requireNonNull(value, "value").length > valueBytesMax) {
            throw tooLong("valueBytesMax", valueBytesMax, value.length);
        }
        return value;
    }

    /**
     * Checks a list of keys. Copies the list, not the keys.
     *
     * @param keys the keys
     * @return a list of the same arrays, whose elements can be replaced
     * @throws InvalidArgumentException when a key is empty
     * @throws LimitException when a key is too long
     */
    public List<byte[]> keys(List<byte[]> keys) {
        byte[][] copy = Objects.requireNonNull(keys, "keys").toArray(byte[][]::new);
        for (int i = 0; i < copy.length; i++) {
            key(element("keys", i, copy[i]));
        }
        return Arrays.asList(copy);
    }

    /**
     * Checks a list of entries. Copies the list and its entries.
     *
     * @param entries the entries
     * @return a copy that shares nothing with the caller's arrays
     * @throws InvalidArgumentException when a key is empty
     * @throws LimitException when a key or a value is too long
     */
    public List<Entry> entries(List<Entry> entries) {
        return entries(entries, true);
    }

    /**
     * Checks a list of entries. Copies the list and its keys.
     *
     * @param entries the entries
     * @param copiesValues whether values are copied as well
     * @return a copy that shares nothing with the caller's arrays, or values only
     * @throws InvalidArgumentException when a key is empty
     * @throws LimitException when a key or a value is too long
     */
    public List<Entry> entries(List<Entry> entries, boolean copiesValues) {
        Entry[] copy = Objects.requireNonNull(entries, "entries").toArray(Entry[]::new);
        for (int i = 0; i < copy.length; i++) {
            Entry entry = element("entries", i, copy[i]);
            key(entry.key());
            byte[] value = value(entry.value());
            copy[i] = new Entry(entry.key().clone(), copiesValues ? value.clone() : value);
        }
        return Arrays.asList(copy);
    }

    /**
     * Checks and copies a key.
     *
     * @param key the caller's memory
     * @return a copy of the key
     * @throws InvalidArgumentException when the key is empty
     * @throws LimitException when the key is too long; nothing was copied
     */
    public byte[] key(MemorySegment key) {
        Objects.requireNonNull(key, "key");
        if (key.byteSize() > keyBytesMax) {
            throw tooLong("keyBytesMax", keyBytesMax, key.byteSize());
        }
        return key(key.toArray(ValueLayout.JAVA_BYTE));
    }

    /**
     * Checks and copies a value.
     *
     * @param value the caller's memory
     * @return a copy of the value
     * @throws LimitException when the value is too long; nothing was copied
     */
    public byte[] value(MemorySegment value) {
        Objects.requireNonNull(value, "value");
        if (value.byteSize() > valueBytesMax) {
            throw tooLong("valueBytesMax", valueBytesMax, value.byteSize());
        }
        return value.toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Checks a list of the caller's memory. Copies the list, not the memory.
     *
     * @param segments the caller's memory
     * @param name the name of the argument, for the message
     * @return a list of the same segments
     */
    public static List<MemorySegment> segments(List<MemorySegment> segments, String name) {
        MemorySegment[] copy = Objects.requireNonNull(segments, name).toArray(MemorySegment[]::new);
        for (int i = 0; i < copy.length; i++) {
            element(name, i, copy[i]);
        }
        return Arrays.asList(copy);
    }

    /**
     * Checks the most children that a call may return.
     *
     * @param limit the most children
     * @return the same number
     * @throws InvalidArgumentException when it is negative
     */
    public static int childrenLimit(int limit) {
        if (limit < 0) {
            throw new InvalidArgumentException(
                    "the most children returned must not be negative", "limit", limit);
        }
        return limit;
    }

    /**
     * Adds up the sizes of entries.
     *
     * @param entries the entries
     * @return the bytes of all keys and values
     */
    public static long bytes(List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.key().length + entry.value().length;
        }
        return bytes;
    }

    /**
     * Adds up the sizes of keys.
     *
     * @param keys the keys
     * @return the bytes of all keys
     */
    public static long keyBytes(List<byte[]> keys) {
        long bytes = 0;
        for (byte[] key : keys) {
            bytes += key.length;
        }
        return bytes;
    }

    private static <T> T element(String list, int index, T element) {
        if (element == null) {
            throw new NullPointerException(list + "[" + index + "]");
        }
        return element;
    }

    private static LimitException tooLong(String limit, long max, long actual) {
        return new LimitException(
                "an argument is longer than its limit; nothing was done",
                "limit",
                limit,
                "max",
                max,
                "actual",
                actual);
    }
}
