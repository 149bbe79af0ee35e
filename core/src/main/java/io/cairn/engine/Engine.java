package io.cairn.engine;

import java.util.Map;
import java.util.Set;

/**
 * What core can drive; one of two forms. Thread-safe. Whoever opened an engine closes it; closing
 * never deletes data.
 */
public sealed interface Engine extends AutoCloseable permits StorageEngine, TransactionEngine {

    /** The identifier of the keyspace that always exists and has the empty name. */
    int DEFAULT_KEYSPACE = 0;

    /**
     * Returns what this engine is and can do; constant while it is open.
     *
     * @return its description
     */
    EngineInfo info();

    /**
     * Returns the engine's own counters, each O(1) to read. Known names: {@code keys_count} (live
     * keys in all keyspaces), {@code keys_count_exact} (1 when that is a count, 0 when it is an
     * estimate), {@code cache_hits}, {@code cache_misses}, {@code memtable_size_bytes}, {@code
     * wal_size_bytes}, {@code disk_size_bytes}.
     *
     * @return names and values; a name that makes no sense for the engine is 0, not absent
     */
    Map<String, Long> counters();

    /**
     * Creates a keyspace unless it exists; durable when this returns.
     *
     * @param name the keyspace's name; the empty name is the default keyspace
     * @return its identifier, the same after a reopen
     */
    int keyspace(String name);

    /**
     * Lists the keyspaces, the default one and core's own included.
     *
     * @return their names, sorted
     */
    Set<String> keyspaceNames();

    /**
     * Removes a keyspace and everything in it; durable when this returns. Core calls it only when
     * nothing uses the keyspace.
     *
     * @param keyspace the identifier; never {@link #DEFAULT_KEYSPACE}
     */
    void dropKeyspace(int keyspace);

    /** Releases everything. Data stays. Calling it again does nothing. */
    @Override
    void close();
}
