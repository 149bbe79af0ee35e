package io.cairn.ipc.client;

import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a view: it sends requests about a state and knows whether they can still be
 * sent. Never refers to the handle that users hold.
 */
abstract class RemoteAccess {

    /** Makes a request about a state, again when it has to be sent again. */
    @FunctionalInterface
    interface Ask {
        Request of(View view);
    }

    private final OpenRemote database;

    RemoteAccess(OpenRemote database) {
        this.database = database;
    }

    final OpenRemote database() {
        return database;
    }

    /** Sends a request that changes nothing, and waits for its reply. */
    abstract Reply read(RemoteKeyspace keyspace, Ask ask);

    /** Reads a value and lends it to a reader; null when there is none. */
    <R extends @Nullable Object> @Nullable R lend(
            RemoteKeyspace keyspace, Ask ask, SegmentReader<R> reader) {
        return database.callbacks().lend(Replies.value(read(keyspace, ask)), reader);
    }

    /** Opens a cursor, which ends with what stands behind this view. */
    abstract OpenRemoteCursor openCursor(
            RemoteKeyspace keyspace, KeyRange range, ScanOptions options);

    /** Throws what any call would throw now, when it can no longer be used. */
    abstract void checkOpen();
}
