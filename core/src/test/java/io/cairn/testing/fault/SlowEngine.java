package io.cairn.testing.fault;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import org.jspecify.annotations.Nullable;

/**
 * Takes as long as a test wants: its calls pass gates that the test shuts and opens. Thread-safe;
 * closing it closes what it wraps.
 */
public final class SlowEngine extends ForwardingEngine {

    private final Gate applies = new Gate();
    private final Gate syncs = new Gate();
    private final Gate gets = new Gate();
    private final Gate steps = new Gate();

    /**
     * Wraps an engine; all gates are open.
     *
     * @param inner the engine that does the work
     */
    public SlowEngine(StorageEngine inner) {
        super(inner);
    }

    /**
     * Returns what {@code apply} passes before it works.
     *
     * @return the gate
     */
    public Gate applies() {
        return applies;
    }

    /**
     * Returns what {@code sync} passes before it works.
     *
     * @return the gate
     */
    public Gate syncs() {
        return syncs;
    }

    /**
     * Returns what a single {@code get} passes before it works.
     *
     * @return the gate
     */
    public Gate gets() {
        return gets;
    }

    /**
     * Returns what a cursor's step passes before it works.
     *
     * @return the gate
     */
    public Gate steps() {
        return steps;
    }

    @Override
    protected EngineSnapshot wrap(EngineSnapshot view) {
        return new SlowSnapshot(view);
    }

    @Override
    public void apply(WriteBatch batch) {
        applies.pass();
        super.apply(batch);
    }

    @Override
    public void sync() {
        syncs.pass();
        super.sync();
    }

    private final class SlowSnapshot extends ForwardingSnapshot {

        SlowSnapshot(EngineSnapshot inner) {
            super(inner);
        }

        @Override
        public byte @Nullable [] get(int keyspace, byte[] key) {
            gets.pass();
            return super.get(keyspace, key);
        }

        @Override
        public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
            return new ForwardingCursor(super.cursor(keyspace, range, direction)) {
                @Override
                public boolean next() {
                    steps.pass();
                    return super.next();
                }
            };
        }
    }
}
