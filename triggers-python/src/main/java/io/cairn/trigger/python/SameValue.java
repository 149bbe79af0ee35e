package io.cairn.trigger.python;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells whether a value came back from Python as it was given. Stateless. */
final class SameValue {

    private SameValue() {}

    /**
     * Compares what was given to Python with what was read from it, which has fewer types.
     *
     * @param given a value of a row, not nested deeper than rows may be
     * @param read what {@link RowReader} made
     */
    static boolean same(@Nullable Object given, @Nullable Object read) {
        return switch (given) {
            case null -> read == null;
            case Byte n -> Long.valueOf(n).equals(read);
            case Short n -> Long.valueOf(n).equals(read);
            case Integer n -> Long.valueOf(n).equals(read);
            case Float n -> Double.valueOf(n).equals(read);
            case BigInteger n when n.bitLength() < Long.SIZE ->
                    Long.valueOf(n.longValue()).equals(read);
            case byte[] bytes -> read instanceof byte[] other && Arrays.equals(bytes, other);
            case List<?> list -> read instanceof List<?> other && same(list, other);
            case Map<?, ?> map -> read instanceof Map<?, ?> other && same(map, other);
            default -> Objects.equals(given, read);
        };
    }

    private static boolean same(List<?> given, List<?> read) {
        if (given.size() != read.size()) {
            return false;
        }
        var there = read.iterator();
        for (Object value : given) {
            if (!same(value, there.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Map<?, ?> given, Map<?, ?> read) {
        if (given.size() != read.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (!read.containsKey(entry.getKey())
                    || !same(entry.getValue(), read.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
