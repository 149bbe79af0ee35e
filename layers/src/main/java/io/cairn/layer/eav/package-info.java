/**
 * Entities with attributes, found again by what their attributes are. Every change of an entity
 * changes the index in the same transaction, so the index holds exactly what the entities do.
 *
 * <pre>
 *   Entities -----&gt; ValueRange, MatchCursor, Match   looking entities up by values
 *      |
 *      v
 *   EntityRows                      keys and what is read back from them
 * </pre>
 *
 * <p>Keys in the subspace, as tuples; keys and values of attributes are any elements.
 *
 * <pre>
 *   (0, id, key)        -&gt; (value)     the attributes of an entity together
 *   (1, key, value, id) -&gt; nothing     the entities of a value together, values in order
 * </pre>
 *
 * <p>Ranges end where tuples do: a search for "a" does not find what begins with "a" and a zero.
 *
 * <p>Depends on core's API, {@link io.cairn.layer.index} and {@link io.cairn.layer.tuple}. Read
 * {@link io.cairn.layer.eav.Entities} first.
 */
@NullMarked
package io.cairn.layer.eav;

import org.jspecify.annotations.NullMarked;
