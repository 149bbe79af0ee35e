/**
 * What the launcher script needs of the program itself.
 *
 * <p>Depends on {@code io.cairn.cli} and {@code io.cairn.cli.terminal}. Read {@link
 * io.cairn.cli.launch.Rehearsal} first.
 */
@NullMarked
package io.cairn.cli.launch;

import org.jspecify.annotations.NullMarked;
