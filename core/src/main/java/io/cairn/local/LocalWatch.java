package io.cairn.local;

import io.cairn.api.Watch;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Objects;

/** The watch that users hold. */
final class LocalWatch implements Watch {

    private final WatchState state;
    private final Cleaner.Cleanable cleanable;

    LocalWatch(WatchState state) {
        this.state = state;
        this.cleanable = state.watchOver(this);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return state.await(Objects.requireNonNull(timeout, "timeout"));
    }

    @Override
    public boolean fired() {
        return state.fired();
    }

    @Override
    public void close() {
        state.close();
        cleanable.clean();
    }
}
