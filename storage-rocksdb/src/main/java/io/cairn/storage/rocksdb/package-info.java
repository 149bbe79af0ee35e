/**
 * An engine that keeps everything in RocksDB.
 *
 * <p>RocksJava opens the database and does what is rare: options, column families, checkpoints,
 * statistics. What a read or a commit does goes through RocksDB's C functions with {@code
 * java.lang.foreign} ({@code FfmDriver}), in the very library that RocksJava loaded; where those
 * functions are missing, {@code JniDriver} does the same through RocksJava. A keyspace is a column
 * family.
 *
 * <p>Depends on {@code io.cairn.engine} and what that depends on, and on RocksJava. Read {@link
 * io.cairn.storage.rocksdb.RocksDbEngine} first, then {@link
 * io.cairn.storage.rocksdb.RocksDbConfig}.
 */
@NullMarked
package io.cairn.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
