package io.cairn.layer.tuple;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Packs elements. Used once, by one thread. */
final class TupleWriter {

    /** Of an element whose length does not vary, or a guess. */
    private static final int USUAL_BYTES = 9;

    private static final int BIG_BYTES_MAX = 255;

    private byte[] bytes;
    private int size;
    private int stampAt = -1;

    /**
     * Begins behind a prefix.
     *
     * @param elements what is going to be packed, to know about how long it will be
     */
    TupleWriter(byte[] prefix, @Nullable Object[] elements) {
        bytes = Arrays.copyOf(prefix, prefix.length + guess(elements));
        size = prefix.length;
    }

    private static int guess(@Nullable Object[] elements) {
        int total = 0;
        for (Object element : elements) {
            total +=
                    switch (element) {
                        case String text -> text.length() + 2;
                        case byte[] content -> content.length + 2;
                        case UUID _ -> 2 * Long.BYTES + 1;
                        case Versionstamp _ -> Versionstamp.BYTES + 1;
                        case null, default -> USUAL_BYTES;
                    };
        }
        return total;
    }

    /** Returns what was packed. */
    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** Returns where the bytes of the incomplete versionstamp begin; -1 when there is none. */
    int stampAt() {
        return stampAt;
    }

    /** Packs a tuple's elements, one after the other. */
    void elements(@Nullable Object[] elements) {
        for (Object element : elements) {
            element(element, false);
        }
    }

    private void element(@Nullable Object element, boolean nested) {
        switch (element) {
            case Long number -> integer(number);
            case String text -> text(text);
            case byte[] content -> content(TypeCode.BYTES, content);
            case Tuple tuple -> nested(tuple);
            case BigInteger number -> bigInteger(number);
            case Double number -> floating(number);
            case Float number -> floating(number);
            case Boolean truth -> code(truth ? TypeCode.TRUE : TypeCode.FALSE);
            case UUID id -> uuid(id);
            case Versionstamp stamp -> versionstamp(stamp);
            case null -> {
                code(TypeCode.NULL);
                if (nested) {
                    code(TypeCode.ESCAPED);
                }
            }
            default -> throw new IllegalStateException(element.getClass().getName());
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            if (more > Integer.MAX_VALUE - Long.BYTES - size) {
                throw new LimitException("a tuple cannot take 2 GiB", "bytes", (long) size + more);
            }
            int wanted = size + more;
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * size, 1 << 30)));
        }
    }

    private void code(int code) {
        reserve(1);
        bytes[size++] = (byte) code;
    }

    private void bigEndian(long number, int count) {
        reserve(count);
        for (int shift = (count - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (number >> shift);
        }
    }

    private void integer(long number) {
        if (number == 0) {
            code(TypeCode.ZERO);
            return;
        }
        boolean negative = number < 0;
        // The least long has no counterpart; as an unsigned number its magnitude is right.
        long magnitude = negative ? -number : number;
        int count = Long.BYTES - Long.numberOfLeadingZeros(magnitude) / Byte.SIZE;
        code(negative ? TypeCode.ZERO - count : TypeCode.ZERO + count);
        bigEndian(negative ? ~magnitude : magnitude, count);
    }

    /** Packs one that is no long. */
    private void bigInteger(BigInteger number) {
        boolean negative = number.signum() < 0;
        BigInteger magnitude = number.abs();
        int count = Math.ceilDiv(magnitude.bitLength(), Byte.SIZE);
        if (count > BIG_BYTES_MAX) {
            throw new LimitException("an integer in a tuple has at most 255 bytes", "bytes", count);
        }
        if (count == Long.BYTES) {
            code(negative ? TypeCode.ZERO - count : TypeCode.ZERO + count);
        } else {
            code(negative ? TypeCode.BIG_NEGATIVE : TypeCode.BIG_POSITIVE);
            code(negative ? ~count : count);
        }
        byte[] digits = magnitude.toByteArray();
        reserve(count);
        for (int i = digits.length - count; i < digits.length; i++) {
            bytes[size++] = (byte) (negative ? ~digits[i] : digits[i]);
        }
    }

    private void floating(double number) {
        long bits = Double.doubleToRawLongBits(number);
        code(TypeCode.DOUBLE);
        bigEndian(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE, Long.BYTES);
    }

    private void floating(float number) {
        int bits = Float.floatToRawIntBits(number);
        code(TypeCode.FLOAT);
        bigEndian(bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE, Integer.BYTES);
    }

    private void uuid(UUID id) {
        code(TypeCode.UUID);
        bigEndian(id.getMostSignificantBits(), Long.BYTES);
        bigEndian(id.getLeastSignificantBits(), Long.BYTES);
    }

    private void versionstamp(Versionstamp stamp) {
        code(TypeCode.VERSIONSTAMP);
        if (!stamp.isComplete()) {
            if (stampAt >= 0) {
                throw new InvalidArgumentException(
                        "a tuple can have one incomplete versionstamp at most");
            }
            stampAt = size;
        }
        reserve(Versionstamp.BYTES);
        stamp.copyTo(bytes, size);
        size += Versionstamp.BYTES;
    }

    private void nested(Tuple tuple) {
        code(TypeCode.NESTED);
        for (Object element : tuple.raw()) {
            element(element, true);
        }
        code(TypeCode.END);
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (mayHaveLost(utf8) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidArgumentException(
                    "a string has half of a surrogate pair, for which there are no bytes");
        }
        content(TypeCode.STRING, utf8);
    }

    /** Half of a surrogate pair becomes a question mark. */
    private static boolean mayHaveLost(byte[] utf8) {
        boolean found = false;
        for (byte each : utf8) {
            found |= each == '?';
        }
        return found;
    }

    private void content(int code, byte[] content) {
        int zeros = 0;
        for (byte each : content) {
            zeros += each == 0 ? 1 : 0;
        }
        reserve(content.length + 2 + zeros);
        bytes[size++] = (byte) code;
        if (zeros == 0) {
            System.arraycopy(content, 0, bytes, size, content.length);
            size += content.length;
        } else {
            for (byte each : content) {
                bytes[size++] = each;
                if (each == 0) {
                    bytes[size++] = TypeCode.ESCAPED;
                }
            }
        }
        bytes[size++] = TypeCode.END;
    }
}
