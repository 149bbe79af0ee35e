/**
 * Measures Cairn through its public API against named peers in the same run.
 *
 * <p>Each group of measurements runs in a fresh JVM with a fixed, pre-touched heap. Inside a group
 * the variants take turns, A B C A B C, so that a machine whose speed drifts does not favour one of
 * them; the figure is the median round and what counts is the ratio. Every variant checks what it
 * reads: a store that returned wrong data would fail the run.
 *
 * <p>May depend on everything. Read {@link io.cairn.bench.Main} first, then {@link
 * io.cairn.bench.Rounds}.
 */
@NullMarked
package io.cairn.bench;

import org.jspecify.annotations.NullMarked;
