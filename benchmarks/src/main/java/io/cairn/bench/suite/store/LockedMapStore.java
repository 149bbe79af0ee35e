package io.cairn.bench.suite.store;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store that is a map, whose commits are the whole store's: a lock lets one writer in at a time,
 * and each writing call is committed. Thread-safe.
 */
abstract class LockedMapStore implements BenchStore {

    private final StoreSettings settings;
    private final Map<byte[], byte[]> map;
    private final ReentrantLock writing = new ReentrantLock();

    LockedMapStore(StoreSettings settings, Map<byte[], byte[]> map) {
        this.settings = settings;
        this.map = map;
    }

    /** Makes what was written as durable as the settings say. */
    abstract void commit();

    @Override
    public void put(byte[] key, byte[] value) {
        writing.lock();
        try {
            map.put(key, value);
            commit();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void putAll(List<Entry> entries) {
        writing.lock();
        try {
            for (Entry entry : entries) {
                map.put(entry.key(), entry.value());
            }
            commit();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = map.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public boolean getLent(byte[] key, Audit audit) {
        byte[] value = map.get(key);
        if (value == null) {
            return false;
        }
        audit.value(value);
        return true;
    }

    @Override
    public void delete(byte[] key) {
        writing.lock();
        try {
            map.remove(key);
            commit();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public int transact(Work work) throws Exception {
        writing.lock();
        try {
            work.run(new MapTx(map));
            commit();
            return 1;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long diskBytes() throws Exception {
        return DirectorySize.of(settings.directory());
    }
}
