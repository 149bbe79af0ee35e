/**
 * Random programs as text: generated from a seed, run on a database, compared line by line with an
 * oracle, and shrunk when they differ.
 *
 * <p>The idea is Pebble's metamorphic tests. Depends on {@code io.cairn.api} and below. Read {@link
 * io.cairn.testing.script.Op} first.
 */
@NullMarked
package io.cairn.testing.script;

import org.jspecify.annotations.NullMarked;
