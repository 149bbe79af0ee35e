/**
 * The door to Cairn, an embedded ordered key-value store with strictly serializable transactions.
 *
 * <pre>
 *   your code          layers on ordered keys          the command line
 *        \                   |                            /
 *         v                  v                           v
 *   +-------------------------------------------------------------+
 *   |  io.cairn.api   Database, Transaction, ReadView, WriteView   |   what you hold
 *   +-------------------------------------------------------------+
 *                            | implemented by
 *                            v
 *   +-------------------------------------------------------------+
 *   |  io.cairn.local   life cycle, limits, retries, hooks         |
 *   |  io.cairn.mode    mode flags become reads and writes         |
 *   |  io.cairn.txn     pending writes over a consistent view      |
 *   +-------------------------------------------------------------+
 *                            |
 *                            v
 *   +-------------------------------------------------------------+
 *   |  io.cairn.engine  TransactionEngine  &lt;- io.cairn.occ -  StorageEngine  |   how engines plug in
 *   +-------------------------------------------------------------+
 *                            ^                  ^
 *                     storage-memory      storage-rocksdb
 * </pre>
 *
 * <p>This package may depend on everything; nothing may depend on it. Read {@link io.cairn.Cairn}
 * first.
 */
@NullMarked
package io.cairn;

import org.jspecify.annotations.NullMarked;
