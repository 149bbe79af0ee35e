/**
 * How a storage engine plugs in.
 *
 * <p>An engine implements exactly one of two forms. {@link io.cairn.engine.StorageEngine} is the
 * small one: consistent snapshots plus atomic batches; Cairn's own optimistic manager turns it into
 * a serializable database. {@link io.cairn.engine.TransactionEngine} is for stores that decide
 * conflicts themselves, such as a distributed one. Modes, limits, retries, hooks and pending writes
 * are core's business in both cases.
 *
 * <p>What core promises an engine: no call after close, no two calls at once on one cursor, {@code
 * apply} from one thread at a time, keys and values within the limits and never null, borrowed
 * segments dropped in time, and cursors closed before their snapshot, snapshots before the engine.
 * What an engine promises is written on each method; the contract suite checks it. There are no
 * default methods here on purpose: adding one must break every engine at compile time.
 *
 * <p>An engine reports failures as {@code UnavailableException} or {@code CorruptionException}.
 * Depends on {@code io.cairn.bytes}, {@code io.cairn.error} and {@code io.cairn.config}. Read
 * {@link io.cairn.engine.StorageEngine} first.
 */
@NullMarked
package io.cairn.engine;

import org.jspecify.annotations.NullMarked;
