package io.cairn.testing.fault;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites every lent segment as soon as the loan ends: after the next step or close of a cursor,
 * after the callback of a read. Whoever keeps borrowed memory reads rubbish. The idea is Pebble's
 * invalidating iterator. As thread-safe as what it wraps.
 */
public final class TrashingEngine extends ForwardingEngine {

    /**
     * Wraps an engine.
     *
     * @param inner the engine that does the work
     */
    public TrashingEngine(StorageEngine inner) {
        super(inner);
    }

    @Override
    protected EngineSnapshot wrap(EngineSnapshot view) {
        return new TrashingSnapshot(view);
    }

    private static final class TrashingSnapshot extends ForwardingSnapshot {

        TrashingSnapshot(EngineSnapshot inner) {
            super(inner);
        }

        @Override
        public <R extends @Nullable Object> @Nullable R read(
                int keyspace, byte[] key, SegmentReader<R> reader) {
            Lender lender = new Lender();
            try {
                return super.read(
                        keyspace,
                        key,
                        (MemorySegment borrowed) -> reader.read(lender.lend(borrowed)));
            } finally {
                lender.recall();
            }
        }

        @Override
        public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
            return new TrashingCursor(super.cursor(keyspace, range, direction));
        }
    }

    private static final class TrashingCursor extends ForwardingCursor {

        private final Lender lender = new Lender();

        TrashingCursor(EngineCursor inner) {
            super(inner);
        }

        @Override
        public boolean next() {
            lender.recall();
            return super.next();
        }

        @Override
        public MemorySegment key() {
            return lender.lend(super.key());
        }

        @Override
        public MemorySegment value() {
            return lender.lend(super.value());
        }

        @Override
        public void close() {
            lender.recall();
            super.close();
        }
    }
}
