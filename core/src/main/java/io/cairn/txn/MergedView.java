package io.cairn.txn;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A transaction's own writes over a view of the engine. Used by one thread at a time; closing it
 * does nothing.
 */
final class MergedView implements EngineSnapshot {

    private final PendingWrites writes;
    private final EngineSnapshot stored;

    MergedView(PendingWrites writes, EngineSnapshot stored) {
        this.writes = writes;
        this.stored = stored;
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        byte @Nullable [] own = writes.find(keyspace, key);
        return own == null ? stored.get(keyspace, key) : isDelete(own) ? null : own.clone();
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        KeyspaceWrites own = writes.in(keyspace);
        if (own == null || own.isEmpty()) {
            return stored.getAll(keyspace, keys);
        }
        byte[] @Nullable [] values = new byte[keys.length][];
        byte[][] missing = new byte[keys.length][];
        int[] positions = new int[keys.length];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            byte @Nullable [] found = own.find(keys[i]);
            if (found == null) {
                missing[count] = keys[i];
                positions[count++] = i;
            } else if (!isDelete(found)) {
                values[i] = found.clone();
            }
        }
        if (count > 0) {
            byte[] @Nullable [] rest =
                    stored.getAll(keyspace, java.util.Arrays.copyOf(missing, count));
            for (int i = 0; i < count; i++) {
                values[positions[i]] = rest[i];
            }
        }
        return values;
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        byte @Nullable [] own = writes.find(keyspace, key);
        if (own == null) {
            return stored.read(keyspace, key, reader);
        }
        return isDelete(own) ? null : reader.read(MemorySegment.ofArray(own).asReadOnly());
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        KeyspaceWrites own = writes.in(keyspace);
        if (own == null || own.isEmpty() || range.isEmpty()) {
            return stored.cursor(keyspace, range, direction);
        }
        EngineCursor below =
                own.cleared().isEmpty()
                        ? stored.cursor(keyspace, range, direction)
                        : new GapsCursor(stored, keyspace, own.cleared().gapsIn(range), direction);
        boolean overlaps = own.lowerBound(range.begin()) < own.upperBound(range.end());
        return overlaps
                ? new MergingCursor(new PendingCursor(own, range, direction), below, direction)
                : below;
    }

    @Override
    public void close() {
        // The transaction closes what is below.
    }

    private static boolean isDelete(byte[] own) {
        return own == KeyspaceWrites.DELETED || own == KeyspaceWrites.CLEARED;
    }
}
