package io.cairn.testing.fault;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Passes every call on to another view; as thread-safe as that one, and closing it closes that one.
 */
public class ForwardingSnapshot implements EngineSnapshot {

    private final EngineSnapshot inner;

    /**
     * Wraps a view.
     *
     * @param inner the view that does the work
     */
    public ForwardingSnapshot(EngineSnapshot inner) {
        this.inner = inner;
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        return inner.get(keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        return inner.getAll(keyspace, keys);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        return inner.read(keyspace, key, reader);
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        return inner.cursor(keyspace, range, direction);
    }

    @Override
    public void close() {
        inner.close();
    }
}
