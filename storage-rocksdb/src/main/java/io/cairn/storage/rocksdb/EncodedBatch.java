package io.cairn.storage.rocksdb;

/**
 * A batch in RocksDB's own representation.
 *
 * @param bytes holds it, from index 0
 * @param length the bytes in use
 */
record EncodedBatch(byte[] bytes, int length) {}
