package io.cairn.storage.rocksdb;

import io.cairn.engine.EngineSnapshot;

/**
 * What is called often, in two implementations: {@link FfmDriver} through C functions, {@link
 * JniDriver} through RocksJava. Thread-safe but for {@link #write}. Closed by the engine, after its
 * views and before its column families.
 */
interface Driver extends AutoCloseable {

    /** Pins the current state. The caller closes it. */
    EngineSnapshot pin();

    /** Returns the view of the newest state, the same every time. */
    EngineSnapshot latest();

    /**
     * Writes an encoded batch to the log and the memtables, without a sync. One thread at a time.
     *
     * @param batch what {@link BatchEncoder} made; not kept
     */
    void write(EncodedBatch batch);

    /**
     * Writes what a batch of one put would, for less. One thread at a time, with {@link #write}.
     */
    void put(Family family, byte[] key, byte[] value);

    /** Writes what a batch of one delete would. One thread at a time, with {@link #write}. */
    void delete(Family family, byte[] key);

    /** Syncs the log. */
    void syncLog();

    /** Drops what is kept ready for a column family that is going away. */
    void forget(Family family);

    @Override
    void close();
}
