package io.cairn.hnsw.cli;

import java.io.PrintStream;

/**
 * Where a command prints. Immutable; used by one thread.
 *
 * @param out for results
 * @param err for everything else
 * @param bars for how far it is
 */
record Console(PrintStream out, PrintStream err, ProgressBars bars) {}
