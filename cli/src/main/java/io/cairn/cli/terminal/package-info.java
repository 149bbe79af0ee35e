/**
 * What a command sees of the outside: its three streams, whether they are terminals, colours,
 * progress bars, readable units.
 *
 * <p>Depends on progressbar. Read {@link io.cairn.cli.terminal.Streams} first.
 */
@NullMarked
package io.cairn.cli.terminal;

import org.jspecify.annotations.NullMarked;
