package io.cairn.testing.fault;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Fails a chosen call once, as a disk would. Thread-safe; closing it closes what it wraps. */
public final class FaultyEngine extends ForwardingEngine {

    /** What can be made to fail. */
    public enum Call {
        /** {@code apply}, before anything is applied. */
        APPLY_BEFORE,
        /** {@code apply}, after everything was applied. */
        APPLY_AFTER,
        /** {@code reserveVersion}, before anything is remembered. */
        RESERVE,
        /** {@code sync}. */
        SYNC,
        /** {@code checkpoint}. */
        CHECKPOINT,
        /** A point read, the opening of a cursor, or a cursor's step. */
        READ
    }

    private final AtomicLong[] countdowns = new AtomicLong[Call.values().length];

    /**
     * Wraps an engine; nothing fails until asked to.
     *
     * @param inner the engine that does the work
     */
    public FaultyEngine(StorageEngine inner) {
        super(inner);
        for (int i = 0; i < countdowns.length; i++) {
            countdowns[i] = new AtomicLong();
        }
    }

    /**
     * Makes one call fail.
     *
     * @param call which kind
     * @param nth 1 for the next call of that kind, 2 for the one after it, and so on
     */
    public void fail(Call call, long nth) {
        countdowns[call.ordinal()].set(nth);
    }

    @Override
    protected EngineSnapshot wrap(EngineSnapshot view) {
        return new FaultySnapshot(view);
    }

    @Override
    public void apply(WriteBatch batch) {
        count(Call.APPLY_BEFORE);
        super.apply(batch);
        count(Call.APPLY_AFTER);
    }

    @Override
    public void reserveVersion(long version) {
        count(Call.RESERVE);
        super.reserveVersion(version);
    }

    @Override
    public void sync() {
        count(Call.SYNC);
        super.sync();
    }

    @Override
    public void checkpoint() {
        count(Call.CHECKPOINT);
        super.checkpoint();
    }

    private void count(Call call) {
        if (countdowns[call.ordinal()].getAndUpdate(n -> n > 0 ? n - 1 : 0) == 1) {
            throw new UnavailableException(
                    ErrorCode.IO, "a test made this call fail", null, "call", call);
        }
    }

    private final class FaultySnapshot extends ForwardingSnapshot {

        FaultySnapshot(EngineSnapshot inner) {
            super(inner);
        }

        @Override
        public byte @Nullable [] get(int keyspace, byte[] key) {
            count(Call.READ);
            return super.get(keyspace, key);
        }

        @Override
        public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
            count(Call.READ);
            return super.getAll(keyspace, keys);
        }

        @Override
        public <R extends @Nullable Object> @Nullable R read(
                int keyspace, byte[] key, SegmentReader<R> reader) {
            count(Call.READ);
            return super.read(keyspace, key, reader);
        }

        @Override
        public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
            count(Call.READ);
            return new ForwardingCursor(super.cursor(keyspace, range, direction)) {
                @Override
                public boolean next() {
                    count(Call.READ);
                    return super.next();
                }
            };
        }
    }
}
