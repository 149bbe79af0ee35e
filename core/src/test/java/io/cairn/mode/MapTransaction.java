package io.cairn.mode;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.config.Durability;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.EngineWatch;
import io.cairn.engine.WriteBatch;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The simplest engine transaction: a sorted map, written at commit; counts the calls that read.
 * Single-threaded.
 */
final class MapTransaction implements EngineTransaction {

    final TreeMap<byte[], byte[]> map = new TreeMap<>(Bytes::compare);
    int reads;
    int cursors;
    int steps;
    int valueCopies;

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        reads++;
        byte[] value = map.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        byte[][] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            values[i] = get(keyspace, keys[i]);
        }
        return values;
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        reads++;
        byte[] value = map.get(key);
        return value == null ? null : reader.read(MemorySegment.ofArray(value).asReadOnly());
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        cursors++;
        if (range.isEmpty()) {
            return new MapCursor(new TreeMap<>(Bytes::compare));
        }
        byte[] end = range.end();
        NavigableMap<byte[], byte[]> part =
                end == null
                        ? map.tailMap(range.begin(), true)
                        : map.subMap(range.begin(), true, end, false);
        NavigableMap<byte[], byte[]> copy = new TreeMap<>(part);
        return new MapCursor(direction == Direction.FORWARD ? copy : copy.descendingMap());
    }

    @Override
    public EngineSnapshot untracked() {
        return this;
    }

    @Override
    public void track(int keyspace, KeyRange range) {
        throw new UnsupportedOperationException("track");
    }

    @Override
    public EngineWatch watch(int keyspace, byte[] key) {
        throw new UnsupportedOperationException("watch");
    }

    @Override
    public long commit(WriteBatch writes, Durability durability) {
        for (int i = 0; i < writes.size(); i++) {
            switch (writes.kind(i)) {
                case PUT -> map.put(writes.key(i), writes.value(i));
                case DELETE -> map.remove(writes.key(i));
                case DELETE_RANGE -> map.keySet().removeIf(writes.range(i)::contains);
            }
        }
        return 1;
    }

    @Override
    public void close() {}

    private final class MapCursor implements EngineCursor {

        private final Iterator<Map.Entry<byte[], byte[]>> entries;
        private Map.@Nullable Entry<byte[], byte[]> current;

        MapCursor(NavigableMap<byte[], byte[]> map) {
            entries = map.entrySet().iterator();
        }

        @Override
        public boolean next() {
            steps++;
            current = entries.hasNext() ? entries.next() : null;
            return current != null;
        }

        @Override
        public MemorySegment key() {
            return MemorySegment.ofArray(entry().getKey()).asReadOnly();
        }

        @Override
        public MemorySegment value() {
            return MemorySegment.ofArray(entry().getValue()).asReadOnly();
        }

        @Override
        public byte[] keyBytes() {
            return entry().getKey().clone();
        }

        @Override
        public byte[] valueBytes() {
            valueCopies++;
            return entry().getValue().clone();
        }

        @Override
        public void close() {
            current = null;
        }

        private Map.Entry<byte[], byte[]> entry() {
            if (current == null) {
                throw new IllegalStateException("the cursor has no current entry");
            }
            return current;
        }
    }
}
