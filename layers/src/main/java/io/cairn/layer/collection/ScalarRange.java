package io.cairn.layer.collection;

import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scalars of JSON between two bounds: null, then false and true, then numbers by what they are
 * worth, then strings by code point. Numbers are compared exactly, whether they are written as
 * integers, decimals or doubles: 1, 1.0 and 1e0 are the same. A range whose end is before its start
 * is empty, which is not an error. Immutable, thread-safe, never closed.
 *
 * <p>Bounds are null, a {@link Boolean}, a {@link Number} of the JDK's that is finite, a {@link
 * String}, or a {@link tools.jackson.databind.JsonNode} that is one of these; for others the
 * methods throw {@link io.cairn.error.InvalidArgumentException}.
 */
public final class ScalarRange {

    private static final byte BEHIND = (byte) 0xFF;
    private static final byte[] LAST = {BEHIND};
    private static final ScalarRange ALL = new ScalarRange(new byte[0], LAST);

    /** What rows have behind the index's prefix: the first inside and the first outside. */
    private final byte[] begin;

    private final byte[] end;

    private ScalarRange(byte[] begin, byte[] end) {
        this.begin = begin;
        this.end = end;
    }

    /**
     * Returns the range of all scalars.
     *
     * @return the range without bounds
     */
    public static ScalarRange all() {
        return ALL;
    }

    /**
     * Returns the range of all numbers.
     *
     * @return the range, to be narrowed
     */
    public static ScalarRange numbers() {
        return kind(Scalars.NUMBER);
    }

    /**
     * Returns the range of all strings.
     *
     * @return the range, to be narrowed
     */
    public static ScalarRange strings() {
        return kind(Scalars.STRING);
    }

    /**
     * Returns the range of one scalar.
     *
     * @param value the scalar
     * @return the range
     */
    public static ScalarRange exactly(@Nullable Object value) {
        return new ScalarRange(before(value), behind(value));
    }

    /**
     * Returns a range with the same end and this start.
     *
     * @param value the first scalar inside
     * @return another range
     */
    public ScalarRange startingAt(@Nullable Object value) {
        return new ScalarRange(before(value), end);
    }

    /**
     * Returns a range with the same end and this start.
     *
     * @param value the last scalar outside
     * @return another range
     */
    public ScalarRange startingAfter(@Nullable Object value) {
        return new ScalarRange(behind(value), end);
    }

    /**
     * Returns a range with the same start and this end.
     *
     * @param value the first scalar outside
     * @return another range
     */
    public ScalarRange endingBefore(@Nullable Object value) {
        return new ScalarRange(begin, before(value));
    }

    /**
     * Returns a range with the same start and this end.
     *
     * @param value the last scalar inside
     * @return another range
     */
    public ScalarRange endingAt(@Nullable Object value) {
        return new ScalarRange(begin, behind(value));
    }

    /** Returns the keys of an index's rows of these scalars. */
    KeyRange within(Subspace index) {
        byte[] prefix = index.prefix();
        return KeyRange.of(joined(prefix, begin), joined(prefix, end));
    }

    private static ScalarRange kind(int kind) {
        byte[] packed = Tuple.of(kind).pack();
        return new ScalarRange(packed, joined(packed, LAST));
    }

    /** A row of the scalar is this or begins with it. */
    private static byte[] before(@Nullable Object value) {
        return Scalars.tuple(value).pack();
    }

    private static byte[] behind(@Nullable Object value) {
        return joined(before(value), LAST);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
