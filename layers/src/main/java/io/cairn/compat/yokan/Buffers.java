package io.cairn.compat.yokan;

import io.cairn.api.Entry;
import io.cairn.bytes.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the caller's objects into bytes and memory, as Python's buffer protocol does: text (as
 * UTF-8), {@code byte[]}, {@link ByteBuffer} and {@link MemorySegment} are input; all but text are
 * targets. Stateless.
 */
final class Buffers {

    private Buffers() {}

    /** Copies input, or gives the caller's array, which nobody here changes. */
    static byte[] input(@Nullable Object buffer) {
        return switch (buffer) {
            case String text -> Bytes.utf8(text);
            case byte[] bytes -> bytes;
            case ByteBuffer bytes -> MemorySegment.ofBuffer(bytes).toArray(ValueLayout.JAVA_BYTE);
            case MemorySegment segment -> segment.toArray(ValueLayout.JAVA_BYTE);
            case null -> throw missing();
            default -> throw unknown(buffer);
        };
    }

    /** Returns memory to write into. */
    static MemorySegment target(@Nullable Object buffer) {
        MemorySegment segment =
                switch (buffer) {
                    case byte[] bytes -> MemorySegment.ofArray(bytes);
                    case ByteBuffer bytes -> MemorySegment.ofBuffer(bytes);
                    case MemorySegment memory -> memory;
                    case String text ->
                            throw YokanException.invalid(
                                    "text cannot be written into; give an array, a byte buffer or a memory segment");
                    case null -> throw missing();
                    default -> throw unknown(buffer);
                };
        if (segment.isReadOnly()) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_READONLY,
                    "the target is read-only; give memory that can be written");
        }
        return segment;
    }

    /** Returns a target for a key in a listing, which Yokan wants to have room for something. */
    static MemorySegment keyTarget(@Nullable Object buffer) {
        MemorySegment segment = target(buffer);
        if (segment.byteSize() == 0) {
            throw YokanException.invalid("the target for a key must not be empty");
        }
        return segment;
    }

    static List<byte[]> inputs(Collection<?> buffers) {
        return each(buffers, Buffers::input);
    }

    static List<Entry> entries(Collection<? extends Map.Entry<?, ?>> pairs) {
        return each(pairs, pair -> new Entry(input(pair.getKey()), input(pair.getValue())));
    }

    static <T, R> List<R> each(@Nullable Collection<T> items, Function<? super T, R> change) {
        Collection<T> there = given(items);
        List<R> changed = new ArrayList<>(there.size());
        for (T item : there) {
            changed.add(change.apply(given(item)));
        }
        return changed;
    }

    /** Takes items apart that lie one behind the other. */
    static List<byte[]> split(Object packed, List<Long> sizes) {
        byte[] bytes = input(packed);
        List<byte[]> items = new ArrayList<>(given(sizes).size());
        int at = 0;
        for (long size : sizes) {
            if (size < 0 || size > bytes.length - at) {
                throw YokanException.invalid(
                        "the sizes of packed items must not be negative, nor add up to more than their buffer");
            }
            byte[] item = new byte[(int) size];
            System.arraycopy(bytes, at, item, 0, item.length);
            items.add(item);
            at += item.length;
        }
        return items;
    }

    static List<Map.Entry<byte[], byte[]>> zip(List<byte[]> keys, List<byte[]> values) {
        if (keys.size() != values.size()) {
            throw YokanException.invalid("there must be as many values as keys");
        }
        List<Map.Entry<byte[], byte[]>> pairs = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            pairs.add(Map.entry(keys.get(i), values.get(i)));
        }
        return pairs;
    }

    /** Refuses a missing argument with Yokan's number. */
    static <T> T given(@Nullable T argument) {
        if (argument == null) {
            throw missing();
        }
        return argument;
    }

    private static YokanException missing() {
        return YokanException.invalid("an argument is null");
    }

    private static YokanException unknown(Object buffer) {
        return YokanException.invalid(
                "a buffer is text, an array of bytes, a byte buffer or a memory segment, not "
                        + buffer.getClass().getName());
    }
}
