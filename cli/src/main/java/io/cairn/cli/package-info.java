/**
 * The command line: one class per command, all of them thin over {@code io.cairn.api}.
 *
 * <pre>
 *   Main -&gt; Subcommand (the table of commands) -&gt; one command class -&gt; data | quickstart | shell
 *                                                        |
 *                                                 exit, terminal
 * </pre>
 *
 * <p>Commands are created only when they are named, because start-up time is spent on reading their
 * options. Depends on the public packages of core, of the RocksDB engine, of the server and of the
 * vector indexes, on picocli, JLine and progressbar. Read {@link io.cairn.cli.Main} first.
 */
@NullMarked
package io.cairn.cli;

import org.jspecify.annotations.NullMarked;
