package io.cairn.storage.rocksdb;

import org.rocksdb.ColumnFamilyHandle;

/**
 * One keyspace: a column family.
 *
 * @param id the keyspace's identifier, which is the column family's
 * @param name the keyspace's name
 * @param handle RocksJava's handle
 * @param struct the address of the handle's C form
 */
record Family(int id, String name, ColumnFamilyHandle handle, long struct) {}
