package io.cairn.occ;

import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineInfo;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.TransactionEngine;
import io.cairn.engine.VersionedSnapshot;
import io.cairn.engine.WriteBatch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns a {@link StorageEngine} into strictly serializable transactions. Thread-safe; the caller
 * closes it, which closes the storage engine.
 *
 * <p>After a failed apply or sync every call throws {@code ClosedException} with reason POISONED,
 * and commits in flight throw {@code OutcomeUnknownException}; closing still works.
 */
public final class OptimisticEngine implements TransactionEngine {

    private final StorageEngine storage;
    private final Limits limits;
    private final Components components;
    private final Poison poison = new Poison();
    private final Versions versions;
    private final ActiveReaders readers;
    private final SnapshotCache snapshots;
    private final WatchRegistry watches;
    private final Committer committer;
    private final AtomicLong lastCheckpoint = new AtomicLong();

    /**
     * Wraps a storage engine; commit versions continue where the engine's last use stopped.
     *
     * @param storage the engine, used by nobody else and closed with this object
     * @param limits the bounds on history, reads, watches and waits
     * @param components the clock
     */
    public OptimisticEngine(StorageEngine storage, Limits limits, Components components) {
        this.storage = storage;
        this.limits = limits;
        this.components = components;
        VersionReserve reserve = new VersionReserve(storage);
        versions = new Versions(reserve.reserved());
        readers = new ActiveReaders(reserve.reserved());
        snapshots = new SnapshotCache(storage, versions);
        watches = new WatchRegistry(limits.watchesMax());
        committer =
                new Committer(
                        storage,
                        versions,
                        reserve,
                        readers,
                        snapshots,
                        watches,
                        poison,
                        limits,
                        components);
    }

    @Override
    public EngineTransaction begin(BeginOptions options) {
        poison.check();
        return new OptimisticTransaction(this, options, limits.transactionReadsMax());
    }

    @Override
    public long commit(WriteBatch writes, Durability durability) {
        boolean sync = durability == Durability.SYNC;
        return commit(new CommitRequest(writes, null, CommitRequest.NO_READS, this, false, sync));
    }

    @Override
    public VersionedSnapshot snapshot() {
        poison.check();
        return new PinnedView(snapshots.acquire(), poison);
    }

    @Override
    public EngineSnapshot latest() {
        poison.check();
        return storage.latest();
    }

    @Override
    public long checkpoint() {
        poison.check();
        long version = versions.visible();
        try {
            storage.checkpoint();
        } catch (RuntimeException failure) {
            poison.set(failure);
            throw failure;
        }
        return lastCheckpoint.accumulateAndGet(version, Math::max);
    }

    @Override
    public long version() {
        return versions.visible();
    }

    @Override
    public void exportTo(Path directory) {
        poison.check();
        storage.exportTo(directory);
    }

    @Override
    public EngineInfo info() {
        return storage.info();
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counters = new HashMap<>(storage.counters());
        counters.put("last_commit_lsn", versions.visible());
        counters.put("last_checkpoint_lsn", lastCheckpoint.get());
        return counters;
    }

    @Override
    public int keyspace(String name) {
        poison.check();
        return storage.keyspace(name);
    }

    @Override
    public Set<String> keyspaceNames() {
        poison.check();
        return storage.keyspaceNames();
    }

    @Override
    public void dropKeyspace(int keyspace) {
        poison.check();
        storage.dropKeyspace(keyspace);
    }

    @Override
    public void close() {
        watches.closeAll();
        snapshots.close();
        try {
            if (!poison.isSet()) {
                committer.settle();
            }
        } finally {
            storage.close();
        }
    }

    void checkUsable() {
        poison.check();
    }

    long nanoTime() {
        return components.nanoTicker().getAsLong();
    }

    ActiveReaders readers() {
        return readers;
    }

    EngineSnapshot latestStored() {
        return storage.latest();
    }

    SharedSnapshot acquireSnapshot() {
        return snapshots.acquire();
    }

    long commit(CommitRequest request) {
        return committer.commit(request);
    }

    /** Adds a watch, then makes sure that a commit between its view and now is not missed. */
    KeyWatch arm(Object owner, long since, int keyspace, byte[] key) {
        KeyWatch watch = new KeyWatch(watches, owner, since, keyspace, key.clone());
        watches.add(watch);
        long last = committer.lastWrite(keyspace, key, OptimisticTransaction.hash(keyspace, key));
        if (last > since && watches.hasBegunToFire(last) && watch.fire(last, committer)) {
            watches.remove(watch);
        }
        return watch;
    }
}
