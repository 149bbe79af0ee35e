package io.cairn.testing.mutant;

import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.testing.fault.ForwardingEngine;

/** Hands out the newest state where a pinned one was asked for. */
final class MovingSnapshots extends ForwardingEngine {

    MovingSnapshots(StorageEngine inner) {
        super(inner);
    }

    @Override
    public EngineSnapshot snapshot() {
        return latest();
    }
}
