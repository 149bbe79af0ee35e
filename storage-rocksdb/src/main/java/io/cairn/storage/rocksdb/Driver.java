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

    /** Syncs the log. */
    void syncLog();

    /** Drops what is kept ready for a column family that is going away. */
    void forget(Family family);

    @Override
    void close();
}
