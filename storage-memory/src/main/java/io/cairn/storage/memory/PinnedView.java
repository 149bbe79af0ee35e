package io.cairn.storage.memory;

import org.jspecify.annotations.Nullable;

/** One published state, kept alive until it is closed. Thread-safe. */
final class PinnedView extends MemoryView {

    private @Nullable Node[] roots;

    PinnedView(@Nullable Node[] roots) {
        this.roots = roots;
    }

    @Override
    @Nullable Node[] roots() {
        return roots;
    }

    /**
     * Lets go of the state, so that a closed view that somebody still holds keeps no data alive.
     */
    @Override
    public void close() {
        roots = new Node[0];
    }
}
