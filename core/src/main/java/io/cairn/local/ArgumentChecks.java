package io.cairn.local;

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
 */
final class ArgumentChecks {

    private final int keyBytesMax;
    private final int valueBytesMax;

    ArgumentChecks(Limits limits, int engineKeyBytesMax) {
        keyBytesMax = Math.min(limits.keyBytesMax(), engineKeyBytesMax);
        valueBytesMax = limits.valueBytesMax();
    }

    int valueBytesMax() {
        return valueBytesMax;
    }

    byte[] key(byte[] key) {
        if (Objects.requireNonNull(key, "key").length == 0) {
            throw emptyKey();
        }
        if (key.length > keyBytesMax) {
            throw tooLong("keyBytesMax", keyBytesMax, key.length);
        }
        return key;
    }

    byte[] value(byte[] value) {
        if (Objects.requireNonNull(value, "value").length > valueBytesMax) {
            throw tooLong("valueBytesMax", valueBytesMax, value.length);
        }
        return value;
    }

    /** Copies the list, not the keys. */
    List<byte[]> keys(List<byte[]> keys) {
        byte[][] copy = Objects.requireNonNull(keys, "keys").toArray(byte[][]::new);
        for (int i = 0; i < copy.length; i++) {
            key(element("keys", i, copy[i]));
        }
        return Arrays.asList(copy);
    }

    /** Copies the list and its entries. */
    List<Entry> entries(List<Entry> entries) {
        Entry[] copy = Objects.requireNonNull(entries, "entries").toArray(Entry[]::new);
        for (int i = 0; i < copy.length; i++) {
            Entry entry = element("entries", i, copy[i]);
            key(entry.key());
            value(entry.value());
            copy[i] = new Entry(entry.key().clone(), entry.value().clone());
        }
        return Arrays.asList(copy);
    }

    byte[] key(MemorySegment key) {
        Objects.requireNonNull(key, "key");
        if (key.byteSize() > keyBytesMax) {
            throw tooLong("keyBytesMax", keyBytesMax, key.byteSize());
        }
        return key(key.toArray(ValueLayout.JAVA_BYTE));
    }

    byte[] value(MemorySegment value) {
        Objects.requireNonNull(value, "value");
        if (value.byteSize() > valueBytesMax) {
            throw tooLong("valueBytesMax", valueBytesMax, value.byteSize());
        }
        return value.toArray(ValueLayout.JAVA_BYTE);
    }

    /** Checks and copies a list of the caller's memory. */
    static List<MemorySegment> segments(List<MemorySegment> segments, String name) {
        MemorySegment[] copy = Objects.requireNonNull(segments, name).toArray(MemorySegment[]::new);
        for (int i = 0; i < copy.length; i++) {
            element(name, i, copy[i]);
        }
        return Arrays.asList(copy);
    }

    static long bytes(List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.key().length + entry.value().length;
        }
        return bytes;
    }

    static long keyBytes(List<byte[]> keys) {
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

    private static InvalidArgumentException emptyKey() {
        return new InvalidArgumentException("a key must not be empty", "argument", "key");
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
