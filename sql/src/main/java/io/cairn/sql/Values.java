package io.cairn.sql;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Values while a statement runs: null, {@link Long} for all integers, {@link Double} without a
 * negative zero, {@link String}, {@link Boolean} and {@code byte[]}. Stateless.
 */
final class Values {

    private static final double LONG_LIMIT = 0x1p63;
    private static final int DESCRIBED_MAX = 60;

    private Values() {}

    /** Takes a parameter. */
    static @Nullable Object ofParameter(@Nullable Object value, int number) {
        return taken(value, "parameter " + number);
    }

    /** Takes what a trigger has set a column to. */
    static @Nullable Object ofTrigger(@Nullable Object value, String column) {
        return taken(value, "the value that a trigger gives " + column);
    }

    private static @Nullable Object taken(@Nullable Object value, String what) {
        return switch (value) {
            case null -> null;
            case Byte n -> n.longValue();
            case Short n -> n.longValue();
            case Integer n -> n.longValue();
            case Long n -> n;
            case Float n -> normal(n.doubleValue());
            case Double n -> normal(n);
            case String text -> text;
            case Boolean truth -> truth;
            case byte[] bytes -> bytes.clone();
            default ->
                    throw Errors.invalid(
                            what
                                    + " is of "
                                    + value.getClass()
                                    + "; use an integer, a double, a text, a boolean or bytes");
        };
    }

    /** Makes a negative zero positive: the two are equal, and keys tell them apart. */
    static Double normal(double value) {
        return value + 0.0;
    }

    /**
     * Compares two values that are not null; numbers by what they are worth, texts by code point.
     */
    static int compare(Object a, Object b) {
        return switch (a) {
            case Long x when b instanceof Long y -> Long.compare(x, y);
            case Double x when b instanceof Double y -> Double.compare(x, y);
            case Long x when b instanceof Double y -> -compare(y, x);
            case Double x when b instanceof Long y -> compare(x, y);
            case String x when b instanceof String y -> compareText(x, y);
            case Boolean x when b instanceof Boolean y -> Boolean.compare(x, y);
            case byte[] x when b instanceof byte[] y -> Arrays.compareUnsigned(x, y);
            default ->
                    throw Errors.invalid("cannot compare " + describe(a) + " with " + describe(b));
        };
    }

    private static int compare(Double x, Long y) {
        if (x.isNaN() || x.isInfinite()) {
            return x < 0 ? -1 : 1;
        }
        return new BigDecimal(x).compareTo(BigDecimal.valueOf(y));
    }

    /** Compares as UTF-8 does, and so as keys do, which differs from UTF-16 above U+FFFF. */
    private static int compareText(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Compares for sorting, NULL before all others. */
    static int compareNullable(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        return compare(a, b);
    }

    /** Makes an object that equals another one's exactly when the values are equal. */
    static @Nullable Object hashed(@Nullable Object value) {
        return switch (value) {
            case Double d when d == Math.rint(d) && Math.abs(d) < LONG_LIMIT -> d.longValue();
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            case null -> null;
            default -> value;
        };
    }

    /** Writes a value for people. */
    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case String text -> "'" + cut(text).replace("'", "''") + "'";
            case byte[] bytes -> "X'" + cut(HexFormat.of().withUpperCase().formatHex(bytes)) + "'";
            default -> value.toString();
        };
    }

    private static String cut(String text) {
        return text.length() <= DESCRIBED_MAX ? text : text.substring(0, DESCRIBED_MAX) + "...";
    }
}
