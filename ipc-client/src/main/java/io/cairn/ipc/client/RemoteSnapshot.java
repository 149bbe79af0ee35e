package io.cairn.ipc.client;

import io.cairn.api.Snapshot;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/** The snapshot that users hold. */
final class RemoteSnapshot extends RemoteReadView implements Snapshot {

    private final OpenRemoteSnapshot open;
    private final Cleaner.@Nullable Cleanable cleanable;

    /** Wraps a snapshot; {@code watched} unless whoever made it certainly closes it. */
    RemoteSnapshot(OpenRemoteSnapshot open, boolean watched) {
        super(open, open.database().keyspaces().standard(), null);
        this.open = open;
        cleanable = watched ? open.release().watchOver(this) : null;
    }

    @Override
    public long version() {
        return open.version();
    }

    @Override
    public void close() {
        open.close();
        if (cleanable != null) {
            cleanable.clean();
        }
    }
}
