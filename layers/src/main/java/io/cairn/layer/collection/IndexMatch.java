package io.cairn.layer.collection;

import org.jspecify.annotations.Nullable;

/**
 * A document that was found by an index. Immutable.
 *
 * @param value the scalar it was found by: null, a {@link Boolean}, a {@link java.math.BigDecimal}
 *     or a {@link String}; compare numbers with {@code compareTo}, as trailing zeros are not kept
 * @param id the document's id
 */
public record IndexMatch(@Nullable Object value, long id) {}
