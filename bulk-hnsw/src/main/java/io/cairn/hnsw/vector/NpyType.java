package io.cairn.hnsw.vector;

import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an element of a .npy file is. Immutable.
 *
 * @param descr how the file calls it
 * @param kind f for floating point, i for signed, u for unsigned integers
 * @param bytes 1, 2, 4 or 8
 * @param bigEndian whether the most significant byte comes first
 */
record NpyType(String descr, char kind, int bytes, boolean bigEndian) {

    private static final Pattern SHORT = Pattern.compile("([<>=|]?)([fiu])([1248])");
    private static final Pattern LONG = Pattern.compile("()(float|int|uint)(8|16|32|64)");

    private static final ValueLayout.OfShort SHORT_BITS =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT_BITS =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG_BITS =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Reads a type as numpy on a little-endian machine does. */
    static NpyType of(String descr, Path file) {
        Matcher small = SHORT.matcher(descr);
        Matcher large = LONG.matcher(descr);
        NpyType type = null;
        if (small.matches()) {
            type = of(descr, small, Integer.parseInt(small.group(3)));
        } else if (large.matches()) {
            type = of(descr, large, Integer.parseInt(large.group(3)) / Byte.SIZE);
        }
        if (type == null || type.kind == 'f' && type.bytes == 1) {
            throw new InvalidArgumentException(
                    "the elements are of a type that cannot be read; save them as float32",
                    "file",
                    file,
                    "field",
                    NpyDictionary.DESCR,
                    NpyDictionary.DESCR,
                    descr);
        }
        return type;
    }

    private static NpyType of(String descr, Matcher parts, int bytes) {
        return new NpyType(descr, parts.group(2).charAt(0), bytes, parts.group(1).equals(">"));
    }

    boolean isPlain() {
        return kind == 'f' && bytes == Float.BYTES && !bigEndian;
    }

    /** Reads an element; signed integers and the bits of others are extended with their sign. */
    long bits(MemorySegment elements, long offset) {
        return switch (bytes) {
            case Byte.BYTES -> elements.get(ValueLayout.JAVA_BYTE, offset);
            case Short.BYTES -> {
                short bits = elements.get(SHORT_BITS, offset);
                yield bigEndian ? Short.reverseBytes(bits) : bits;
            }
            case Integer.BYTES -> {
                int bits = elements.get(INT_BITS, offset);
                yield bigEndian ? Integer.reverseBytes(bits) : bits;
            }
            default -> {
                long bits = elements.get(LONG_BITS, offset);
                yield bigEndian ? Long.reverseBytes(bits) : bits;
            }
        };
    }

    /** Turns the bits of an element into the nearest float32. */
    float toFloat(long bits) {
        return switch (kind) {
            case 'f' -> floating(bits);
            case 'i' -> bits;
            default -> unsigned(bits);
        };
    }

    private float floating(long bits) {
        return switch (bytes) {
            case Short.BYTES -> Float.float16ToFloat((short) bits);
            case Integer.BYTES -> Float.intBitsToFloat((int) bits);
            default -> (float) Double.longBitsToDouble(bits);
        };
    }

    private float unsigned(long bits) {
        if (bytes < Long.BYTES) {
            return bits & (1L << bytes * Byte.SIZE) - 1;
        }
        /* Halving must not lose the bit that decides how it is rounded. */
        return bits >= 0 ? bits : (float) (bits >>> 1 | bits & 1) * 2;
    }

    /** Tells whether a finite element has become an infinite float32. */
    boolean overflows(long bits, float converted) {
        return Float.isInfinite(converted)
                && bytes == Double.BYTES
                && Double.isFinite(Double.longBitsToDouble(bits));
    }
}
