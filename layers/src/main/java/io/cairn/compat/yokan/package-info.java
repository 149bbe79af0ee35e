/**
 * The calls of Yokan's Python bindings on Cairn: documented names in Java's spelling, the same
 * order of arguments, defaults, mode bits, results and error numbers, so that programs written for
 * Yokan can be written again line for line.
 *
 * <pre>
 *   Engine ----&gt; Provider            offers a database under a number, in this process
 *      \-------&gt; Client
 *                  |  makeDatabaseHandle
 *                  v
 *              Database ----&gt; Collection
 *                     \------&gt; Calls   finds the database, waits, gives errors their numbers
 * </pre>
 *
 * <p>What the modes mean is decided in core; here are only Yokan's shapes: buffers in ({@code
 * Buffers}), sizes out ({@code Results}), numbers for errors. Where Yokan loses data, hangs or
 * contradicts its own header, Cairn's behaviour stands, which {@code docs/modes.md} tells. Pairs
 * are those of the default keyspace, so every other client of the database sees them.
 *
 * <p>Depends on core's API and {@link io.cairn.layer.collection}. Read {@link
 * io.cairn.compat.yokan.Database} first.
 */
@NullMarked
package io.cairn.compat.yokan;

import org.jspecify.annotations.NullMarked;
