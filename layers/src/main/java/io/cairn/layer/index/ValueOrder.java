package io.cairn.layer.index;

import io.cairn.layer.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/** Says how a layer orders the values that it indexes. Stateless and thread-safe. */
@FunctionalInterface
public interface ValueOrder {

    /**
     * Returns a value as a tuple. Values sort as their tuples do, and none of the tuples begins
     * with all elements of another.
     *
     * @param value a value
     * @return the tuple
     * @throws io.cairn.error.InvalidArgumentException when the layer has no such values
     */
    Tuple tuple(@Nullable Object value);
}
