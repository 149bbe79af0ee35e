package io.cairn.storage.memory;

import org.jspecify.annotations.Nullable;

/** The newest published state at each call. Thread-safe; closing it does nothing. */
final class LatestView extends MemoryView {

    private final MemoryEngine engine;

    LatestView(MemoryEngine engine) {
        this.engine = engine;
    }

    @Override
    @Nullable Node[] roots() {
        return engine.roots();
    }

    @Override
    public void close() {}
}
