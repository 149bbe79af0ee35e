package io.cairn.testing.model;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import java.lang.foreign.MemorySegment;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a model state: a pinned one, or for each call the newest. Thread-safe. */
final class ModelSnapshot implements EngineSnapshot {

    private final Supplier<ModelState> state;

    ModelSnapshot(Supplier<ModelState> state) {
        this.state = state;
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        return get(state.get(), keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        ModelState one = state.get();
        byte[][] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            values[i] = get(one, keyspace, keys[i]);
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
        NavigableMap<byte[], byte[]> part = ModelState.part(state.get().space(keyspace), range);
        NavigableMap<byte[], byte[]> walked =
                direction == Direction.FORWARD ? part : part.descendingMap();
        return new ModelCursor(walked.entrySet().iterator());
    }

    @Override
    public void close() {
        // States are garbage collected.
    }

    private static byte @Nullable [] get(ModelState state, int keyspace, byte[] key) {
        byte[] value = state.space(keyspace).get(key);
        return value == null ? null : value.clone();
    }
}
