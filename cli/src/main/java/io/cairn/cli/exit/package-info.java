/**
 * How a command ends: the one table of exit codes and the one-line errors.
 *
 * <p>Depends on {@code io.cairn.error} only. Read {@link io.cairn.cli.exit.ExitCode} first.
 */
@NullMarked
package io.cairn.cli.exit;

import org.jspecify.annotations.NullMarked;
