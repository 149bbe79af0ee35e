package io.cairn.testing.fault;

import io.cairn.engine.EngineInfo;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Passes every call on to another engine; wrappers override what they change. As thread-safe as
 * what it wraps; closing it closes that.
 */
public class ForwardingEngine implements StorageEngine {

    private final StorageEngine inner;
    private final EngineSnapshot latest;

    /**
     * Wraps an engine.
     *
     * @param inner the engine that does the work
     */
    public ForwardingEngine(StorageEngine inner) {
        this.inner = inner;
        this.latest = wrap(inner.latest());
    }

    /**
     * Wraps a view before core gets it; called for {@code latest} from the constructor.
     *
     * @param view the inner view
     * @return what core gets
     */
    protected EngineSnapshot wrap(EngineSnapshot view) {
        return view;
    }

    @Override
    public EngineInfo info() {
        return inner.info();
    }

    @Override
    public Map<String, Long> counters() {
        return inner.counters();
    }

    @Override
    public int keyspace(String name) {
        return inner.keyspace(name);
    }

    @Override
    public Set<String> keyspaceNames() {
        return inner.keyspaceNames();
    }

    @Override
    public void dropKeyspace(int keyspace) {
        inner.dropKeyspace(keyspace);
    }

    @Override
    public EngineSnapshot snapshot() {
        return wrap(inner.snapshot());
    }

    @Override
    public EngineSnapshot latest() {
        return latest;
    }

    @Override
    public void apply(WriteBatch batch) {
        inner.apply(batch);
    }

    @Override
    public void sync() {
        inner.sync();
    }

    @Override
    public void checkpoint() {
        inner.checkpoint();
    }

    @Override
    public long reservedVersion() {
        return inner.reservedVersion();
    }

    @Override
    public void reserveVersion(long version) {
        inner.reserveVersion(version);
    }

    @Override
    public void exportTo(Path directory) {
        inner.exportTo(directory);
    }

    @Override
    public void close() {
        inner.close();
    }
}
