package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.config.Durability;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.server.Served;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one connection share. Thread-safe as its parts are.
 *
 * @param served the database
 * @param keyspaces the numbers of its keyspaces
 * @param outcomes the outcomes of commits
 * @param handles what the client has open
 * @param runner runs requests
 * @param regions the client's shared memory
 * @param filters which filters the client may use
 */
record Desk(
        Served served,
        KeyspaceTable keyspaces,
        OutcomeTable outcomes,
        Handles handles,
        Runner runner,
        Regions regions,
        FilterPolicy filters) {

    /** The most keys of a request that is served on the connection's own thread. */
    static final int HERE_KEYS_MAX = 256;

    /** The most bytes that are written or read into regions on the connection's own thread. */
    static final int HERE_COPY_BYTES_MAX = 1 << 20;

    Database database() {
        return served.database();
    }

    /** Tells whether a write that is a transaction of its own waits for the disk. */
    boolean writesSlowly() {
        return served.durability() == Durability.SYNC;
    }

    /** Finds what a view names; on the connection's own thread, when the request arrives. */
    Source source(View view) {
        return switch (view.kind()) {
            case DATABASE -> new DatabaseSource(database(), keyspace(view));
            case TRANSACTION ->
                    new TransactionSource(handles.transaction(view.handle()), keyspace(view), true);
            case UNTRACKED ->
                    new TransactionSource(
                            handles.transaction(view.handle()), keyspace(view), false);
            case SNAPSHOT -> new SnapshotSource(handles.snapshot(view.handle()), keyspace(view));
        };
    }

    /** Returns a keyspace by its number; null for the default keyspace. */
    @Nullable Keyspace keyspace(int number) {
        return number == 0 ? null : keyspaces.keyspace(number);
    }

    private @Nullable Keyspace keyspace(View view) {
        return keyspace(view.keyspace());
    }
}
