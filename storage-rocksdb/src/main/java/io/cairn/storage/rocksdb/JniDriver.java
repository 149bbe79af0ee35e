package io.cairn.storage.rocksdb;

import io.cairn.engine.EngineSnapshot;
import io.cairn.error.ClosedException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The driver that calls RocksJava, for platforms whose RocksDB library has no C functions. */
final class JniDriver implements Driver {

    final RocksDB db;
    final Families families;
    final Failures failures;

    private final WriteOptions writeOptions = new WriteOptions();
    private final JniView latest;
    private final Set<JniView> pinned = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    JniDriver(RocksDB db, Families families, Failures failures) {
        this.db = db;
        this.families = families;
        this.failures = failures;
        latest = new JniView(this, null);
    }

    @Override
    public EngineSnapshot pin() {
        checkOpen();
        JniView view = new JniView(this, db.getSnapshot());
        pinned.add(view);
        return view;
    }

    @Override
    public EngineSnapshot latest() {
        return latest;
    }

    @Override
    public void write(EncodedBatch batch) {
        checkOpen();
        byte[] bytes = Arrays.copyOf(batch.bytes(), batch.length());
        try (WriteBatch nativeBatch = new WriteBatch(bytes)) {
            db.write(writeOptions, nativeBatch);
        } catch (RocksDBException e) {
            throw failures.of(e, "applying a batch");
        }
    }

    @Override
    public void put(Family family, byte[] key, byte[] value) {
        checkOpen();
        try {
            db.put(family.handle(), writeOptions, key, value);
        } catch (RocksDBException e) {
            throw failures.of(e, "applying a put");
        }
    }

    @Override
    public void delete(Family family, byte[] key) {
        checkOpen();
        try {
            db.delete(family.handle(), writeOptions, key);
        } catch (RocksDBException e) {
            throw failures.of(e, "applying a delete");
        }
    }

    @Override
    public void syncLog() {
        checkOpen();
        try {
            db.flushWal(true);
        } catch (RocksDBException e) {
            throw failures.of(e, "syncing the log");
        }
    }

    /** Nothing is kept ready here. */
    @Override
    public void forget(Family family) {}

    @Override
    public void close() {
        if (open) {
            open = false;
            pinned.forEach(JniView::close);
            latest.destroy();
            writeOptions.close();
        }
    }

    void closed(JniView view) {
        pinned.remove(view);
    }

    void checkOpen() {
        if (!open) {
            throw ClosedException.closed("engine");
        }
    }
}
