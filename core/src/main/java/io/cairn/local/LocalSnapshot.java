package io.cairn.local;

import io.cairn.api.Snapshot;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/** The snapshot that users hold. */
final class LocalSnapshot extends LocalReadView implements Snapshot {

    private final SnapshotState state;
    private final Cleaner.@Nullable Cleanable cleanable;

    /** Wraps a state; {@code watched} unless whoever made it certainly closes it. */
    LocalSnapshot(SnapshotState state, boolean watched) {
        super(state, state.database().keyspaces().standard(), null);
        this.state = state;
        cleanable = watched ? new LeakWatch(state).watchOver(this) : null;
    }

    @Override
    public long version() {
        return state.version();
    }

    @Override
    public void close() {
        state.close();
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /** Closes the state of a collected snapshot. */
    private static final class LeakWatch extends Leakable {

        private final SnapshotState state;

        LeakWatch(SnapshotState state) {
            super("snapshot", state.database().traced());
            this.state = state;
        }

        @Override
        boolean closeLeaked() {
            return state.close();
        }
    }
}
