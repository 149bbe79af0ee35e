/**
 * A transaction's pending writes over one consistent view; the same for every engine.
 *
 * <p>Depends on {@code io.cairn.engine} and lower packages; knows neither conflicts nor modes. Read
 * {@link io.cairn.txn.BufferedTransaction} first, then {@link io.cairn.txn.KeyspaceWrites}.
 */
@NullMarked
package io.cairn.txn;

import org.jspecify.annotations.NullMarked;
