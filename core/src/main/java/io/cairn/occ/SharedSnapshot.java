package io.cairn.occ;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One engine snapshot used by all readers of a version and released by the last of them.
 * Thread-safe.
 */
final class SharedSnapshot {

    private final EngineSnapshot snapshot;
    private final long version;
    private final AtomicInteger holders = new AtomicInteger(1);

    SharedSnapshot(EngineSnapshot snapshot, long version) {
        this.snapshot = snapshot;
        this.version = version;
    }

    /** Returns the newest commit that is certainly contained. */
    long version() {
        return version;
    }

    /** Takes one more hold, unless the last one is gone. */
    boolean retain() {
        int count = holders.get();
        while (count > 0) {
            if (holders.compareAndSet(count, count + 1)) {
                return true;
            }
            count = holders.get();
        }
        return false;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            snapshot.close();
        }
    }

    byte @Nullable [] get(int keyspace, byte[] key) {
        return snapshot.get(keyspace, key);
    }

    byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        return snapshot.getAll(keyspace, keys);
    }

    <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        return snapshot.read(keyspace, key, reader);
    }

    EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        return snapshot.cursor(keyspace, range, direction);
    }
}
