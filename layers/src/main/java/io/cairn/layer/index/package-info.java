/**
 * What layers that find things by a value have in common: which values are looked for, what is
 * found, and how it is walked.
 *
 * <pre>
 *   ValueRange ---&gt; ValueOrder     the keys of an index that values stand for
 *   MatchCursor --&gt; Match          what is found, one by one
 * </pre>
 *
 * <p>Keys of an index in its subspace, as tuples. The layer decides which elements a value is.
 *
 * <pre>
 *   (value, id) -&gt; whatever the layer keeps    the ids of a value together, values in order
 *   (value)     -&gt; likewise                    where a value has one id
 * </pre>
 *
 * <p>Depends on core's API and {@link io.cairn.layer.tuple}. Read {@link
 * io.cairn.layer.index.ValueRange} first.
 */
@NullMarked
package io.cairn.layer.index;

import org.jspecify.annotations.NullMarked;
