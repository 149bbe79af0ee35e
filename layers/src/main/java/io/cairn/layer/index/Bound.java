package io.cairn.layer.index;

import io.cairn.bytes.Bytes;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place between rows of an index: before all rows of a value, behind all of them, or right behind
 * the row of one id. Immutable.
 *
 * @param value the value
 * @param id whose row is before the place, or null for all rows of the value
 * @param behind false for the place before all rows of the value
 */
record Bound(@Nullable Object value, @Nullable Object id, boolean behind) {

    static Bound before(@Nullable Object value) {
        return new Bound(value, null, false);
    }

    static Bound behind(@Nullable Object value) {
        return new Bound(value, null, true);
    }

    /** Returns the first key that can be behind the place. */
    byte[] key(Subspace index, ValueOrder order) {
        Tuple tuple = order.tuple(value);
        if (id != null) {
            return Bytes.after(index.pack(tuple.add(id)));
        }
        byte[] packed = index.pack(tuple);
        if (!behind) {
            return packed;
        }
        byte[] bound = Arrays.copyOf(packed, packed.length + 1);
        bound[packed.length] = (byte) 0xFF; // no element begins with it
        return bound;
    }

    @Override
    public String toString() {
        return id == null ? String.valueOf(value) : value + "/" + id;
    }
}
