package io.cairn.bench.suite.store;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * H2's MVStore. Its maps have no transactions of their own: a lock lets one writer in at a time,
 * and each writing call is committed to the file. Thread-safe.
 */
final class MvStore implements BenchStore {

    private final StoreSettings settings;
    private final MVStore store;
    private final MVMap<byte[], byte[]> map;
    private final ReentrantLock writing = new ReentrantLock();

    MvStore(StoreSettings settings) {
        this.settings = settings;
        this.store =
                new MVStore.Builder()
                        .fileName(settings.directory().resolve("mvstore").toString())
                        .cacheSize((int) (settings.cacheBytes() >> 20))
                        .autoCommitDisabled()
                        .open();
        this.map =
                store.openMap(
                        "bench",
                        new MVMap.Builder<byte[], byte[]>()
                                .keyType(ByteArrays.INSTANCE)
                                .valueType(ByteArrayDataType.INSTANCE));
    }

    private void commit() {
        store.commit();
        if (settings.synced()) {
            store.sync();
        }
    }

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
    public void scan(Scan scan, Audit audit) {
        byte[] end = scan.end();
        Cursor<byte[], byte[]> cursor = map.cursor(scan.begin(), end, scan.reverse());
        for (long left = scan.limit(); left > 0 && cursor.hasNext(); left--) {
            byte[] key = cursor.next();
            if (end != null && Arrays.equals(key, end)) {
                return;
            }
            if (scan.lent()) {
                audit.entry(key, cursor.getValue());
            } else {
                audit.entry(key.clone(), cursor.getValue().clone());
            }
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
    public void flush() {
        store.commit();
        store.sync();
    }

    @Override
    public long diskBytes() throws Exception {
        return DirectorySize.of(settings.directory());
    }

    @Override
    public void close() {
        store.close();
    }
}
