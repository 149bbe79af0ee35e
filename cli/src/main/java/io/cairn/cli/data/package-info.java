/**
 * Reading and writing entries as text, hex and JSON lines: the operations that the command line and
 * the shell share, import, export and the check of a whole database.
 *
 * <p>Depends on {@code io.cairn.api}, {@code io.cairn.bytes}, {@code io.cairn.cli.exit}, {@code
 * io.cairn.cli.terminal}, picocli and Jackson's streaming parser. Read {@link
 * io.cairn.cli.data.Operation} first.
 */
@NullMarked
package io.cairn.cli.data;

import org.jspecify.annotations.NullMarked;
