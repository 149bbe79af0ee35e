package io.cairn.local;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.config.Durability;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.EngineWatch;
import io.cairn.engine.WriteBatch;
import org.jspecify.annotations.Nullable;

/** A transaction of {@link FirstCommitterWinsEngine}. Used by one thread at a time. */
final class FirstCommitterWinsTransaction implements EngineTransaction {

    private final FirstCommitterWinsEngine engine;
    private final PinnedModel view;
    private final BeginOptions options;
    private boolean read;

    FirstCommitterWinsTransaction(
            FirstCommitterWinsEngine engine, PinnedModel view, BeginOptions options) {
        this.engine = engine;
        this.view = view;
        this.options = options;
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        return tracked().get(keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        return tracked().getAll(keyspace, keys);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        return tracked().read(keyspace, key, reader);
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        return tracked().cursor(keyspace, range, direction);
    }

    @Override
    public EngineSnapshot untracked() {
        return view;
    }

    @Override
    public void track(int keyspace, KeyRange range) {
        read |= !range.isEmpty();
    }

    @Override
    public EngineWatch watch(int keyspace, byte[] key) {
        return engine.watch(keyspace, key, view.version());
    }

    @Override
    public long commit(WriteBatch writes, Durability durability) {
        return engine.commit(writes, view.version(), read || !options.serializable());
    }

    @Override
    public void close() {
        view.close();
    }

    private PinnedModel tracked() {
        read = true;
        return view;
    }
}
