/**
 * The database inside this process: life cycle, limits, retries, hooks, keyspaces, counters.
 *
 * <p>{@link io.cairn.local.OpenDatabase} holds what an open database consists of. The views that
 * users hold are written once ({@link io.cairn.local.LocalReadView}, {@link
 * io.cairn.local.LocalWriteView}) over an {@link io.cairn.local.Access}, which says what stands
 * behind them: the newest state, a snapshot, or a transaction. {@link io.cairn.local.OperationGate}
 * and {@link io.cairn.local.UseGuard} keep closing and using apart.
 *
 * <p>Depends on everything in core but the door. Read {@link io.cairn.local.LocalDatabase} first.
 */
@NullMarked
package io.cairn.local;

import org.jspecify.annotations.NullMarked;
