/**
 * The interactive shell: commands on one open database, inside a transaction when one was begun.
 *
 * <p>Depends on {@code io.cairn.api}, the operations of {@code io.cairn.cli.data} and, on a
 * terminal only, on JLine. Read {@link io.cairn.cli.shell.Shell} first, then {@link
 * io.cairn.cli.shell.ShellSession}.
 */
@NullMarked
package io.cairn.cli.shell;

import org.jspecify.annotations.NullMarked;
