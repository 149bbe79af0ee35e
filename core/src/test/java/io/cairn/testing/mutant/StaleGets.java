package io.cairn.testing.mutant;

import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.testing.fault.ForwardingEngine;
import io.cairn.testing.fault.ForwardingSnapshot;
import org.jspecify.annotations.Nullable;

/** Answers point reads of the newest state from the state before the last batch. */
final class StaleGets extends ForwardingEngine {

    private volatile @Nullable EngineSnapshot before;

    StaleGets(StorageEngine inner) {
        super(inner);
    }

    @Override
    public void apply(WriteBatch batch) {
        EngineSnapshot stale = super.snapshot();
        super.apply(batch);
        before = stale;
    }

    @Override
    public EngineSnapshot latest() {
        return new ForwardingSnapshot(super.latest()) {
            @Override
            public byte @Nullable [] get(int keyspace, byte[] key) {
                EngineSnapshot stale = before;
                return stale == null ? super.get(keyspace, key) : stale.get(keyspace, key);
            }
        };
    }
}
