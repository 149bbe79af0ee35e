package io.cairn.ipc.server.session;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidModeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of an open snapshot.
 *
 * @param snapshot the snapshot
 * @param keyspace the keyspace; null for the default one
 */
record SnapshotSource(Snapshot snapshot, @Nullable Keyspace keyspace) implements Source {

    @Override
    public @Nullable Lane lane() {
        return null;
    }

    @Override
    public boolean isDatabase() {
        return false;
    }

    @Override
    public ReadView reads() {
        return keyspace == null ? snapshot : snapshot.in(keyspace);
    }

    @Override
    public WriteView writes() {
        throw cannotBeWritten("SNAPSHOT");
    }

    @Override
    public <R extends @Nullable Object> R read(Function<ReadView, R> body) {
        return body.apply(reads());
    }

    @Override
    public <R extends @Nullable Object> R change(Function<WriteView, R> body) {
        return body.apply(writes());
    }

    static InvalidModeException cannotBeWritten(String view) {
        return new InvalidModeException(
                "nothing can be written or consumed here; use a read-write transaction",
                "view",
                view);
    }
}
