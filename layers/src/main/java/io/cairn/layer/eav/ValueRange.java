package io.cairn.layer.eav;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of an attribute between two bounds, in the order of tuple elements: values of different
 * kinds do not mix, and an integer is of another kind than a double. A range whose end is before
 * its start is empty, which is not an error. Immutable, thread-safe, never closed.
 *
 * <p>The methods that take a value throw {@link io.cairn.error.InvalidArgumentException} when it is
 * of a type that tuples cannot have.
 */
public final class ValueRange {

    private static final ValueRange ALL = new ValueRange(null, true, null, false);

    private final @Nullable Tuple from;
    private final boolean fromInside;
    private final @Nullable Tuple to;
    private final boolean toInside;

    private ValueRange(
            @Nullable Tuple from, boolean fromInside, @Nullable Tuple to, boolean toInside) {
        this.from = from;
        this.fromInside = fromInside;
        this.to = to;
        this.toInside = toInside;
    }

    /**
     * Returns the range of all values.
     *
     * @return the range without bounds
     */
    public static ValueRange all() {
        return ALL;
    }

    /**
     * Returns the range of one value.
     *
     * @param value the value
     * @return the range
     */
    public static ValueRange exactly(@Nullable Object value) {
        return ALL.startingAt(value).endingAt(value);
    }

    /**
     * Returns a range with the same end and this start.
     *
     * @param value the first value inside
     * @return another range
     */
    public ValueRange startingAt(@Nullable Object value) {
        return new ValueRange(EntityRows.element(value), true, to, toInside);
    }

    /**
     * Returns a range with the same end and this start.
     *
     * @param value the last value outside
     * @return another range
     */
    public ValueRange startingAfter(@Nullable Object value) {
        return new ValueRange(EntityRows.element(value), false, to, toInside);
    }

    /**
     * Returns a range with the same start and this end.
     *
     * @param value the first value outside
     * @return another range
     */
    public ValueRange endingBefore(@Nullable Object value) {
        return new ValueRange(from, fromInside, EntityRows.element(value), false);
    }

    /**
     * Returns a range with the same start and this end.
     *
     * @param value the last value inside
     * @return another range
     */
    public ValueRange endingAt(@Nullable Object value) {
        return new ValueRange(from, fromInside, EntityRows.element(value), true);
    }

    /** Returns the keys of the rows (value, id) of these values. */
    KeyRange within(Subspace values) {
        KeyRange all = values.range();
        byte[] begin = from == null ? all.begin() : bound(values, from, !fromInside);
        byte[] end = to == null ? all.end() : bound(values, to, toInside);
        return KeyRange.of(begin, end);
    }

    /** Returns a key before or behind all rows of a value, and between them and all others. */
    private static byte[] bound(Subspace values, Tuple value, boolean behind) {
        byte[] packed = values.pack(value);
        byte[] bound = Bytes.after(packed);
        Arrays.fill(bound, packed.length, bound.length, behind ? (byte) 0xFF : 0);
        return bound;
    }

    @Override
    public String toString() {
        return (from == null ? "(" : (fromInside ? "[" : "(") + from)
                + " to "
                + (to == null ? ")" : to + (toInside ? "]" : ")"));
    }
}
