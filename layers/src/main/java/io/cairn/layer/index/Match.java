package io.cairn.layer.index;

import org.jspecify.annotations.Nullable;

/**
 * What was found by a value. Immutable, except that a value that is an array is not copied.
 *
 * @param value the value it was found by, as the layer returns it
 * @param id what was found
 * @param <I> what the layer finds, an element of tuples
 */
public record Match<I>(@Nullable Object value, I id) {}
