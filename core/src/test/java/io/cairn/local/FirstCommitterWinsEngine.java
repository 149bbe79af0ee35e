package io.cairn.local;

import io.cairn.config.Durability;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineInfo;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.EngineWatch;
import io.cairn.engine.TransactionEngine;
import io.cairn.engine.VersionedSnapshot;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ConflictException;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides conflicts in the simplest way: a transaction that writes conflicts when anybody has
 * committed since its begin. A stand-in for a store with transactions of its own. Thread-safe.
 */
final class FirstCommitterWinsEngine implements TransactionEngine {

    private final ModelEngine store = new ModelEngine(new ModelDisk());
    private final AtomicInteger openViews = new AtomicInteger();
    private long version;
    private boolean closed;

    boolean isClosed() {
        return closed;
    }

    int openViews() {
        return openViews.get();
    }

    @Override
    public synchronized EngineTransaction begin(BeginOptions options) {
        return new FirstCommitterWinsTransaction(this, pinned(), options);
    }

    @Override
    public synchronized long commit(WriteBatch writes, Durability durability) {
        return commit(writes, version, false);
    }

    @Override
    public VersionedSnapshot snapshot() {
        return pinned();
    }

    private synchronized PinnedModel pinned() {
        openViews.incrementAndGet();
        return new PinnedModel(store.snapshot(), version, openViews::decrementAndGet);
    }

    /**
     * Applies a batch unless somebody committed after the version it is based on and it depends on
     * that.
     */
    synchronized long commit(WriteBatch writes, long basedOn, boolean read) {
        if (writes.isEmpty()) {
            return basedOn;
        }
        if (read && version != basedOn) {
            throw new ConflictException("somebody else committed first", "version", version);
        }
        store.apply(writes);
        version++;
        notifyAll();
        return version;
    }

    /** Watches the whole store, which is what a coarse engine may do. */
    EngineWatch watch(int keyspace, byte[] key, long since) {
        return new EngineWatch() {
            @Override
            public boolean await(Duration timeout) throws InterruptedException {
                return changedAfter(since, timeout);
            }

            @Override
            public boolean fired() {
                return version() > since;
            }

            @Override
            public void close() {
                // Nothing is kept.
            }
        };
    }

    private synchronized boolean changedAfter(long since, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + Math.min(timeout.toNanos(), TimeUnit.HOURS.toNanos(1));
        while (version <= since && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return version > since;
    }

    @Override
    public EngineSnapshot latest() {
        return store.latest();
    }

    @Override
    public long checkpoint() {
        return version();
    }

    @Override
    public synchronized long version() {
        return version;
    }

    @Override
    public void exportTo(Path directory) {
        throw new AssertionError("never called: the engine says that it cannot");
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("first-committer-wins", false, false, 1 << 16, false);
    }

    @Override
    public Map<String, Long> counters() {
        return new HashMap<>(Map.of("keys_count", 7_777L, "keys_count_exact", 0L));
    }

    @Override
    public int keyspace(String name) {
        return store.keyspace(name);
    }

    @Override
    public Set<String> keyspaceNames() {
        return store.keyspaceNames();
    }

    @Override
    public void dropKeyspace(int keyspace) {
        store.dropKeyspace(keyspace);
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
