package io.cairn.bench.suite.store;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * MapDB with its write-ahead log. Its transactions are the whole database's: a lock lets one writer
 * in at a time, and each writing call is committed to the log. Thread-safe.
 */
final class MapDbStore implements BenchStore {

    private final StoreSettings settings;
    private final DB db;
    private final BTreeMap<byte[], byte[]> map;
    private final ReentrantLock writing = new ReentrantLock();

    MapDbStore(StoreSettings settings) {
        this.settings = settings;
        DBMaker.Maker maker =
                DBMaker.fileDB(settings.directory().resolve("mapdb").toFile())
                        .fileMmapEnableIfSupported()
                        .transactionEnable();
        this.db = (settings.synced() ? maker : maker.fileSyncDisable()).make();
        this.map = db.treeMap("bench", Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).createOrOpen();
    }

    @Override
    public void put(byte[] key, byte[] value) {
        writing.lock();
        try {
            map.put(key, value);
            db.commit();
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
            db.commit();
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
            db.commit();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        MapScans.run(map, scan, audit);
    }

    @Override
    public int transact(Work work) throws Exception {
        writing.lock();
        try {
            work.run(new MapTx(map));
            db.commit();
            return 1;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void flush() {
        db.commit();
    }

    @Override
    public long diskBytes() throws Exception {
        return DirectorySize.of(settings.directory());
    }

    @Override
    public void close() {
        db.close();
    }
}
