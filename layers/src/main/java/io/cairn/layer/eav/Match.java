package io.cairn.layer.eav;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entity that was found by an attribute. Immutable, except that a value that is an array is not
 * copied.
 *
 * @param value the attribute's value, as {@link io.cairn.layer.tuple.Tuple#get} returns it
 * @param id the entity
 */
public record Match(@Nullable Object value, UUID id) {}
