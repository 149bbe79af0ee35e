package io.cairn.layer.tuple;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks elements from bytes, which may be anything: what is no tuple is an error that says where.
 * Used once, by one thread.
 */
final class TupleReader {

    /** Deeper ones are refused before they fill the stack. */
    static final int DEPTH_MAX = 64;

    private static final int BIG_BYTES = 0xFF;
    private static final char REPLACEMENT = '\uFFFD';
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;

    TupleReader(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.at = begin;
        this.end = end;
    }

    /** Unpacks all elements. */
    @Nullable Object[] all() {
        List<@Nullable Object> elements = new ArrayList<>();
        while (at < end) {
            elements.add(element(0));
        }
        return elements.toArray();
    }

    private @Nullable Object element(int depth) {
        int code = Byte.toUnsignedInt(bytes[at++]);
        if (code >= TypeCode.BIG_NEGATIVE && code <= TypeCode.BIG_POSITIVE) {
            return integer(code);
        }
        return switch (code) {
            case TypeCode.NULL -> null;
            case TypeCode.BYTES -> content();
            case TypeCode.STRING -> text();
            case TypeCode.NESTED -> nested(depth + 1);
            case TypeCode.FLOAT -> floating(int32());
            case TypeCode.DOUBLE -> floating(int64());
            case TypeCode.FALSE -> false;
            case TypeCode.TRUE -> true;
            case TypeCode.UUID -> new UUID(int64(), int64());
            case TypeCode.VERSIONSTAMP -> {
                int from = take(Versionstamp.BYTES);
                yield Versionstamp.of(Arrays.copyOfRange(bytes, from, at));
            }
            default -> throw fault("no element begins with this code", at - 1);
        };
    }

    /** Takes bytes; returns where they begin. */
    private int take(int count) {
        int from = at;
        if (end - at < count) {
            throw fault("the bytes end within an element", end);
        }
        at += count;
        return from;
    }

    private int int32() {
        return (int) INT.get(bytes, take(Integer.BYTES));
    }

    private long int64() {
        return (long) LONG.get(bytes, take(Long.BYTES));
    }

    private static float floating(int bits) {
        return Float.intBitsToFloat(bits < 0 ? bits ^ Integer.MIN_VALUE : ~bits);
    }

    private static double floating(long bits) {
        return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
    }

    private Object integer(int code) {
        boolean negative = code < TypeCode.ZERO;
        if (code == TypeCode.BIG_NEGATIVE || code == TypeCode.BIG_POSITIVE) {
            int count = Byte.toUnsignedInt(bytes[take(1)]);
            return big(negative ? BIG_BYTES - count : count, negative);
        }
        int count = Math.abs(code - TypeCode.ZERO);
        int from = take(count);
        long number = 0;
        for (int i = from; i < at; i++) {
            number = number << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        if (!negative) {
            return count < Long.BYTES || number >= 0 ? number : big(from, count, false);
        }
        if (count < Long.BYTES) {
            return number - ((1L << count * Byte.SIZE) - 1);
        }
        // All bits flipped: the magnitude, which is at most that of the least long, or larger.
        return ~number >= 0 || ~number == Long.MIN_VALUE ? - ~number : big(from, count, true);
    }

    private Object big(int count, boolean negative) {
        return big(take(count), count, negative);
    }

    private Object big(int from, int count, boolean negative) {
        byte[] digits = Arrays.copyOfRange(bytes, from, from + count);
        for (int i = 0; negative && i < count; i++) {
            digits[i] = (byte) ~digits[i];
        }
        return Tuple.canonical(new BigInteger(negative ? -1 : 1, digits));
    }

    /** Finds the zero that ends what begins here. */
    private int ending() {
        for (int i = at; i < end; i++) {
            if (bytes[i] == TypeCode.END) {
                if (i + 1 == end || bytes[i + 1] != TypeCode.ESCAPED) {
                    return i;
                }
                i++;
            }
        }
        throw fault("the bytes end within an element", end);
    }

    private byte[] content() {
        int from = at;
        int to = ending();
        at = to + 1;
        return unescaped(from, to);
    }

    private byte[] unescaped(int from, int to) {
        byte[] content = Arrays.copyOfRange(bytes, from, to);
        int count = 0;
        for (int i = 0; i < content.length; i++) {
            content[count++] = content[i];
            if (content[i] == TypeCode.END) {
                i++;
            }
        }
        return count == content.length ? content : Arrays.copyOf(content, count);
    }

    private String text() {
        int from = at;
        int to = ending();
        at = to + 1;
        boolean zeros = false;
        for (int i = from; i < to; i++) {
            zeros |= bytes[i] == TypeCode.END;
        }
        byte[] utf8 = zeros ? unescaped(from, to) : bytes;
        int begin = zeros ? 0 : from;
        int length = zeros ? utf8.length : to - from;
        String text = new String(utf8, begin, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            check(ByteBuffer.wrap(utf8, begin, length), from);
        }
        return text;
    }

    private void check(ByteBuffer utf8, int from) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(utf8);
        } catch (CharacterCodingException e) {
            InvalidArgumentException fault = fault("a string is not UTF-8", from);
            fault.addSuppressed(e);
            throw fault;
        }
    }

    private Tuple nested(int depth) {
        if (depth > DEPTH_MAX) {
            throw new LimitException(
                    "a tuple has too many tuples within each other",
                    "offset",
                    at,
                    "max",
                    DEPTH_MAX);
        }
        List<@Nullable Object> elements = new ArrayList<>();
        while (at < end) {
            if (bytes[at] != TypeCode.END) {
                elements.add(element(depth));
            } else if (at + 1 < end && bytes[at + 1] == TypeCode.ESCAPED) {
                elements.add(null);
                at += 2;
            } else {
                at++;
                return Tuple.owning(elements.toArray());
            }
        }
        throw fault("the bytes end within a nested tuple", end);
    }

    private InvalidArgumentException fault(String what, int offset) {
        return new InvalidArgumentException(
                "these bytes are no tuple: " + what,
                "offset",
                offset,
                "byte",
                offset < end ? HexFormat.of().toHexDigits(bytes[offset]) : "end");
    }
}
