package io.cairn.compat.found;

import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.StampedEntry;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a value that need not be read first; in found they are functions of the module itself.
 * Here they read, so two transactions that change one value conflict and one is run again; the
 * result is the same. Numbers are unsigned and little-endian, of the length of the operand, to
 * which a present value is cut or filled up with zeros. Stateless.
 */
public final class Atomic {

    private static final String VALUE_LIMIT = "valueBytesMax";

    private Atomic() {}

    @FunctionalInterface
    private interface Change {
        byte[] of(byte[] present, byte[] param);
    }

    /**
     * Adds a number; what does not fit is dropped.
     *
     * @param tx the transaction
     * @param key the key
     * @param param what to add, and the value when there is none
     */
    public static void add(FoundTransaction tx, byte[] key, byte[] param) {
        change(tx, key, param, Atomic::sum);
    }

    /**
     * Keeps the bits that are set in both.
     *
     * @param tx the transaction
     * @param key the key
     * @param param the bits, and the value when there is none
     */
    public static void bitAnd(FoundTransaction tx, byte[] key, byte[] param) {
        change(tx, key, param, (present, given) -> bitwise(present, given, (a, b) -> a & b));
    }

    /**
     * Sets bits.
     *
     * @param tx the transaction
     * @param key the key
     * @param param the bits, and the value when there is none
     */
    public static void bitOr(FoundTransaction tx, byte[] key, byte[] param) {
        change(tx, key, param, (present, given) -> bitwise(present, given, (a, b) -> a | b));
    }

    /**
     * Flips bits.
     *
     * @param tx the transaction
     * @param key the key
     * @param param the bits, and the value when there is none
     */
    public static void bitXor(FoundTransaction tx, byte[] key, byte[] param) {
        change(tx, key, param, (present, given) -> bitwise(present, given, (a, b) -> a ^ b));
    }

    /**
     * Keeps the larger number.
     *
     * @param tx the transaction
     * @param key the key
     * @param param a number, and the value when there is none
     */
    public static void max(FoundTransaction tx, byte[] key, byte[] param) {
        change(tx, key, param, (present, given) -> larger(present, given) ? present : given);
    }

    /**
     * Keeps the smaller number.
     *
     * @param tx the transaction
     * @param key the key
     * @param param a number, and the value when there is none
     */
    public static void min(FoundTransaction tx, byte[] key, byte[] param) {
        change(tx, key, param, (present, given) -> larger(present, given) ? given : present);
    }

    /**
     * Keeps the value that sorts last, whole.
     *
     * @param tx the transaction
     * @param key the key
     * @param param a value, and the value when there is none
     */
    public static void byteMax(FoundTransaction tx, byte[] key, byte[] param) {
        byte[] present = tx.view().get(key);
        if (present == null || Bytes.compare(present, param) < 0) {
            tx.view().put(key, param);
        }
    }

    /**
     * Keeps the value that sorts first, whole.
     *
     * @param tx the transaction
     * @param key the key
     * @param param a value, and the value when there is none
     */
    public static void byteMin(FoundTransaction tx, byte[] key, byte[] param) {
        byte[] present = tx.view().get(key);
        if (present == null || Bytes.compare(present, param) > 0) {
            tx.view().put(key, param);
        }
    }

    /**
     * Appends, or does nothing when the value would become longer than the database's limit.
     *
     * @param tx the transaction
     * @param key the key
     * @param param what to append, and the value when there is none
     */
    public static void appendIfFits(FoundTransaction tx, byte[] key, byte[] param) {
        try {
            tx.view().append(key, param);
        } catch (LimitException e) {
            boolean value =
                    e.context().containsKey(VALUE_LIMIT) || e.context().containsValue(VALUE_LIMIT);
            if (!value) {
                throw e;
            }
        }
    }

    /**
     * Removes a key if it has a value.
     *
     * @param tx the transaction
     * @param key the key
     * @param param the value
     */
    public static void compareAndClear(FoundTransaction tx, byte[] key, byte[] param) {
        if (Arrays.equals(tx.view().get(key), param)) {
            tx.view().delete(key);
        }
    }

    /**
     * Sets a key in which the commit writes its versionstamp; see {@link WriteView#putStamped}.
     *
     * @param tx the transaction
     * @param key what {@link Found#packWithVersionstamp} returned
     * @param param the value
     * @throws InvalidArgumentException when the key does not end with the place of a versionstamp
     */
    public static void setVersionstampedKey(FoundTransaction tx, byte[] key, byte[] param) {
        byte[] packed = withoutOffset(key);
        tx.view().putStamped(StampedEntry.ofKey(packed, offset(key), param));
    }

    /**
     * Sets a value in which the commit writes its versionstamp; see {@link WriteView#putStamped}.
     *
     * @param tx the transaction
     * @param key the key
     * @param param what {@link Found#packWithVersionstamp} returned
     * @throws InvalidArgumentException when the value does not end with the place of a versionstamp
     */
    public static void setVersionstampedValue(FoundTransaction tx, byte[] key, byte[] param) {
        byte[] packed = withoutOffset(param);
        tx.view().putStamped(StampedEntry.ofValue(key, packed, offset(param)));
    }

    private static byte[] withoutOffset(byte[] packed) {
        if (packed.length < Integer.BYTES) {
            throw new InvalidArgumentException(
                    "the bytes do not end with the place of a versionstamp; use packWithVersionstamp",
                    "bytes",
                    packed.length);
        }
        return Arrays.copyOf(packed, packed.length - Integer.BYTES);
    }

    private static int offset(byte[] packed) {
        return ByteBuffer.wrap(packed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(packed.length - Integer.BYTES);
    }

    private static void change(FoundTransaction tx, byte[] key, byte[] param, Change change) {
        byte @Nullable [] present = tx.view().get(key);
        byte[] value =
                present == null ? param : change.of(Arrays.copyOf(present, param.length), param);
        tx.view().put(key, value);
    }

    private static byte[] sum(byte[] present, byte[] param) {
        int carry = 0;
        for (int i = 0; i < param.length; i++) {
            carry += Byte.toUnsignedInt(present[i]) + Byte.toUnsignedInt(param[i]);
            present[i] = (byte) carry;
            carry >>= Byte.SIZE;
        }
        return present;
    }

    private static byte[] bitwise(byte[] present, byte[] param, IntBinaryOperator operator) {
        for (int i = 0; i < param.length; i++) {
            present[i] = (byte) operator.applyAsInt(present[i], param[i]);
        }
        return present;
    }

    /** Compares from the last byte on, which counts most. */
    private static boolean larger(byte[] present, byte[] param) {
        for (int i = param.length - 1; i >= 0; i--) {
            if (present[i] != param[i]) {
                return Byte.compareUnsigned(present[i], param[i]) > 0;
            }
        }
        return false;
    }
}
