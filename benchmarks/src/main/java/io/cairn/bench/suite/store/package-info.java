/**
 * Stores behind one small interface: Cairn in its three forms and its peers, with the same cache,
 * the same batches and, as far as each has it, the same durability.
 *
 * <p>May depend on every store and on {@code data}. Read {@link
 * io.cairn.bench.suite.store.BenchStore} first, then {@link io.cairn.bench.suite.store.StoreKind}.
 */
@NullMarked
package io.cairn.bench.suite.store;

import org.jspecify.annotations.NullMarked;
