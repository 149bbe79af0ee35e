package io.cairn.testing.model;

import io.cairn.engine.EngineInfo;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.UnsupportedRequestException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A storage engine that is obviously right: one immutable state, replaced as a whole by every
 * change. Thread-safe; whoever opened it closes it. Slow: a change copies the keyspace.
 */
public final class ModelEngine implements StorageEngine {

    private final ModelDisk disk;
    private final EngineSnapshot latest;

    /**
     * Opens an engine on a disk.
     *
     * @param disk where the data is and stays
     */
    public ModelEngine(ModelDisk disk) {
        this.disk = disk;
        this.latest = new ModelSnapshot(disk::state);
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("model", true, false, 1 << 20, false);
    }

    @Override
    public Map<String, Long> counters() {
        ModelState state = disk.state();
        long keys =
                state.names().values().stream()
                        .mapToLong(keyspace -> state.space(keyspace).size())
                        .sum();
        return Map.of(
                "keys_count", keys,
                "keys_count_exact", 1L,
                "cache_hits", 0L,
                "cache_misses", 0L,
                "memtable_size_bytes", 0L,
                "wal_size_bytes", 0L,
                "disk_size_bytes", 0L);
    }

    @Override
    public synchronized int keyspace(String name) {
        disk.state(disk.state().withKeyspace(name));
        return disk.state().names().get(name);
    }

    @Override
    public Set<String> keyspaceNames() {
        return new TreeSet<>(disk.state().names().keySet());
    }

    @Override
    public synchronized void dropKeyspace(int keyspace) {
        disk.state(disk.state().withoutKeyspace(keyspace));
    }

    @Override
    public EngineSnapshot snapshot() {
        ModelState pinned = disk.state();
        return new ModelSnapshot(() -> pinned);
    }

    @Override
    public EngineSnapshot latest() {
        return latest;
    }

    @Override
    public synchronized void apply(WriteBatch batch) {
        disk.state(disk.state().with(batch));
    }

    @Override
    public void sync() {
        // A model disk loses nothing.
    }

    @Override
    public void checkpoint() {
        // There is no log.
    }

    @Override
    public long reservedVersion() {
        return disk.reservedVersion();
    }

    @Override
    public void reserveVersion(long version) {
        disk.reservedVersion(version);
    }

    @Override
    public void exportTo(Path directory) {
        throw new UnsupportedRequestException(
                "the model engine keeps nothing on disk that could be exported",
                "directory",
                directory);
    }

    @Override
    public void close() {
        // The disk stays.
    }
}
