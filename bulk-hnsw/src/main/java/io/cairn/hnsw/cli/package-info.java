/**
 * The command {@code cairn bulk}: one class for each of its commands, thin over {@code
 * io.cairn.hnsw}.
 *
 * <pre>
 *   BulkCommand -&gt; BuildIndexCommand -&gt; InputFlags, TuningFlags, StageProgress
 *               -&gt; QueryCommand      -&gt; QueryInput, NeighborLines
 *               -&gt; InfoCommand
 *               -&gt; ConvertCommand    -&gt; ConvertFormat
 * </pre>
 *
 * <p>Results go to standard output, everything else to standard error. Depends on the rest of this
 * module, on core and on picocli; whoever runs the command turns exceptions into exit codes. Read
 * {@link io.cairn.hnsw.cli.BulkCommand} first.
 */
@NullMarked
package io.cairn.hnsw.cli;

import org.jspecify.annotations.NullMarked;
