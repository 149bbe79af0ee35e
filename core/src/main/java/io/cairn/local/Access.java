package io.cairn.local;

import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.RetryableException;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a view: it lets a call in, gives it a state to read, and lets it out. Never
 * refers to the handle that users hold.
 *
 * <p>Every call is {@code enter}, then {@code view} (or {@code pin} ... {@code unpin}), then {@code
 * leave}, also when it fails.
 */
abstract class Access {

    private final OpenDatabase database;

    Access(OpenDatabase database) {
        this.database = database;
    }

    final OpenDatabase database() {
        return database;
    }

    /** Lets a call in, or says why not. */
    abstract void enter(LocalKeyspace keyspace);

    abstract void leave(LocalKeyspace keyspace);

    /** Returns the state for one call of the engine. */
    abstract EngineSnapshot view();

    /** Returns one state for several calls of the engine. */
    EngineSnapshot pin() {
        return view();
    }

    void unpin(EngineSnapshot pinned) {
        // What view() returned stays.
    }

    /** Is told that the engine refused a read. */
    void failed(RetryableException failure) {
        // Only a transaction minds.
    }

    /** Opens a cursor, which ends with what stands behind this view. */
    abstract CursorState openCursor(LocalKeyspace keyspace, KeyRange range, ScanOptions options);

    /** Makes a reader safe to run inside a call. */
    final <R extends @Nullable Object> SegmentReader<R> inside(SegmentReader<R> reader) {
        CallbackDepth depth = database.callbacks();
        return borrowed -> {
            depth.begin();
            try {
                return reader.read(borrowed);
            } finally {
                depth.end();
            }
        };
    }

    /** Throws what any call would throw now, when it can no longer be used. */
    final void checkOpen() {
        LocalKeyspace keyspace = database.keyspaces().standard();
        enter(keyspace);
        leave(keyspace);
    }
}
