package io.cairn.layer.index;

import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import org.jspecify.annotations.Nullable;

/**
 * Values between two bounds. Which values there are, how they sort and which of them are equal is
 * the matter of the layer that is given the range; it refuses bounds that are none of its values. A
 * range whose end is before its start is empty, which is not an error. Immutable, except that a
 * bound that is an array is not copied; thread-safe, never closed.
 *
 * <p>What does not fit into memory is read in pages, each {@linkplain #after behind} the last match
 * of the one before it, or with a {@link MatchCursor}.
 */
public final class ValueRange {

    private static final ValueRange ALL = new ValueRange(null, null);

    private final @Nullable Bound start;
    private final @Nullable Bound end;

    private ValueRange(@Nullable Bound start, @Nullable Bound end) {
        this.start = start;
        this.end = end;
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
        return new ValueRange(Bound.before(value), end);
    }

    /**
     * Returns a range with the same end and this start.
     *
     * @param value the last value outside
     * @return another range
     */
    public ValueRange startingAfter(@Nullable Object value) {
        return new ValueRange(Bound.behind(value), end);
    }

    /**
     * Returns a range with the same end that starts behind a match, also in the middle of those
     * that have the same value.
     *
     * @param last the last match outside, which was found in the same index; whether it is still
     *     there does not matter
     * @return another range
     */
    public ValueRange after(Match<?> last) {
        return new ValueRange(new Bound(last.value(), last.id(), true), end);
    }

    /**
     * Returns a range with the same start and this end.
     *
     * @param value the first value outside
     * @return another range
     */
    public ValueRange endingBefore(@Nullable Object value) {
        return new ValueRange(start, Bound.before(value));
    }

    /**
     * Returns a range with the same start and this end.
     *
     * @param value the last value inside
     * @return another range
     */
    public ValueRange endingAt(@Nullable Object value) {
        return new ValueRange(start, Bound.behind(value));
    }

    /**
     * Returns the keys of the rows of these values; for layers.
     *
     * @param index where the rows (value, id) or (value) are, and nothing else
     * @param order how the layer orders values
     * @return the keys
     * @throws io.cairn.error.InvalidArgumentException when a bound is none of the layer's values
     */
    public KeyRange within(Subspace index, ValueOrder order) {
        KeyRange all = index.range();
        return KeyRange.of(
                start == null ? all.begin() : start.key(index, order),
                end == null ? all.end() : end.key(index, order));
    }

    @Override
    public String toString() {
        return (start == null ? "(" : (start.behind() ? "(" : "[") + start)
                + " to "
                + (end == null ? ")" : end + (end.behind() ? "]" : ")"));
    }
}
