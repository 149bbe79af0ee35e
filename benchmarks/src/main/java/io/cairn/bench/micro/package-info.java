/**
 * JMH benchmarks of single parts, for finding out where time goes; the targets are measured
 * elsewhere, through the public API.
 *
 * <p>May depend on everything. Read {@link io.cairn.bench.micro.TransactionCost} first.
 */
@NullMarked
package io.cairn.bench.micro;

import org.jspecify.annotations.NullMarked;
