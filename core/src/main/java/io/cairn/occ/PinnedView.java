package io.cairn.occ;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.VersionedSnapshot;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A hold on a shared snapshot for a reader outside any transaction. Thread-safe; the caller closes
 * it.
 */
final class PinnedView implements VersionedSnapshot {

    private final SharedSnapshot snapshot;
    private final Poison poison;
    private final AtomicBoolean open = new AtomicBoolean(true);

    PinnedView(SharedSnapshot snapshot, Poison poison) {
        this.snapshot = snapshot;
        this.poison = poison;
    }

    @Override
    public long version() {
        return snapshot.version();
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        poison.check();
        return snapshot.get(keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        poison.check();
        return snapshot.getAll(keyspace, keys);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        poison.check();
        return snapshot.read(keyspace, key, reader);
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        poison.check();
        return snapshot.cursor(keyspace, range, direction);
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            snapshot.release();
        }
    }
}
