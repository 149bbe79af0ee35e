package io.cairn.local;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.VersionedSnapshot;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A pinned state with a version, which tells when it is closed. Thread-safe. */
class PinnedModel implements VersionedSnapshot {

    private final EngineSnapshot state;
    private final long version;
    private final Runnable closed;
    private final AtomicBoolean open = new AtomicBoolean(true);

    PinnedModel(EngineSnapshot state, long version, Runnable closed) {
        this.state = state;
        this.version = version;
        this.closed = closed;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        return state.get(keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        return state.getAll(keyspace, keys);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        return state.read(keyspace, key, reader);
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        return state.cursor(keyspace, range, direction);
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            state.close();
            closed.run();
        }
    }
}
