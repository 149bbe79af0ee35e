package io.cairn.storage.rocksdb;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.ClosedException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/**
 * A view through RocksJava: pinned when it has a RocksDB snapshot, else of the newest state.
 * Thread-safe.
 */
final class JniView implements EngineSnapshot {

    private final JniDriver driver;
    private final @Nullable Snapshot snapshot;
    private final ReadOptions options;
    private final Set<JniCursor> cursors = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    JniView(JniDriver driver, @Nullable Snapshot snapshot) {
        this.driver = driver;
        this.snapshot = snapshot;
        options = options(snapshot);
    }

    private static ReadOptions options(@Nullable Snapshot snapshot) {
        ReadOptions options = new ReadOptions();
        return snapshot == null ? options : options.setSnapshot(snapshot);
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        checkUsable();
        Family family = driver.families.get(keyspace);
        try {
            return driver.db.get(family.handle(), options, key);
        } catch (RocksDBException e) {
            throw driver.failures.of(e, "reading a key");
        }
    }

    /** Gets them one by one: RocksJava's multi-get takes a read error for an absent key. */
    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        checkUsable();
        if (snapshot == null && keys.length > 1) {
            try (EngineSnapshot one = driver.pin()) {
                return one.getAll(keyspace, keys);
            }
        }
        byte[] @Nullable [] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            values[i] = get(keyspace, keys[i]);
        }
        return values;
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        byte[] value = get(keyspace, key);
        return value == null ? null : reader.read(MemorySegment.ofArray(value).asReadOnly());
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        checkUsable();
        Family family = driver.families.get(keyspace);
        if (range.isEmpty()) {
            return new EmptyCursor();
        }
        JniCursor cursor = new JniCursor(this, driver, options(snapshot), family, range, direction);
        cursors.add(cursor);
        return cursor;
    }

    /** Closing what is pinned releases it; the view of the newest state stays. */
    @Override
    public void close() {
        if (snapshot != null && closed.compareAndSet(false, true)) {
            destroy();
            driver.db.releaseSnapshot(snapshot);
            driver.closed(this);
        }
    }

    void destroy() {
        closed.set(true);
        cursors.forEach(JniCursor::close);
        options.close();
    }

    void closed(JniCursor cursor) {
        cursors.remove(cursor);
    }

    private void checkUsable() {
        if (closed.get()) {
            driver.checkOpen();
            throw ClosedException.closed("snapshot");
        }
    }
}
