/**
 * What is done to a store: one class for each kind of work, and the clock around it.
 *
 * <p>May depend on {@code store} and {@code data}. Read {@link
 * io.cairn.bench.suite.workload.Workload} first, then {@link
 * io.cairn.bench.suite.workload.Workloads}, which lists them all.
 */
@NullMarked
package io.cairn.bench.suite.workload;

import org.jspecify.annotations.NullMarked;
