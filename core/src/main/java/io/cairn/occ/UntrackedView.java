package io.cairn.occ;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The state a transaction reads, without remembering what is read. Used by the transaction's
 * thread; closing it does nothing.
 */
final class UntrackedView implements EngineSnapshot {

    private final OptimisticTransaction transaction;

    UntrackedView(OptimisticTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        return transaction.view().get(keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        return transaction.view().getAll(keyspace, keys);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        return transaction.view().read(keyspace, key, reader);
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        return transaction.view().cursor(keyspace, range, direction);
    }

    @Override
    public void close() {
        // Lives as long as its transaction.
    }
}
