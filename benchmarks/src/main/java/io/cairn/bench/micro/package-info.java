/**
 * JMH benchmarks of single parts, for finding out where time goes; the targets are measured
 * elsewhere, through the public API. {@code benchmarks/run --jmh TupleCodec} runs one class.
 *
 * <p>May depend on everything. Read {@link io.cairn.bench.micro.TransactionCost} first; the others
 * are about the memory engine's tree and cursors, the codecs of tuples and frames, and distances.
 */
@NullMarked
package io.cairn.bench.micro;

import org.jspecify.annotations.NullMarked;
