/**
 * The engine that keeps everything on the heap: one copy-on-write B+tree per keyspace.
 *
 * <p>A single writer changes nodes that no reader can see and publishes the roots of all keyspaces
 * with one volatile write at the end of a batch. A snapshot is therefore one volatile read, costs
 * nothing to keep but memory, and never changes.
 *
 * <p>Depends on {@code io.cairn.bytes}, {@code io.cairn.config}, {@code io.cairn.engine} and {@code
 * io.cairn.error} only. Read {@code MemoryEngine} first, then {@code PackedTree}, {@code Leaf} and
 * {@code Inner}.
 */
@NullMarked
package io.cairn.storage.memory;

import org.jspecify.annotations.NullMarked;
