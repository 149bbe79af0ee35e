package io.cairn.ipc.server.session;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of an open transaction; its views are asked for in the transaction's lane.
 *
 * @param held the transaction
 * @param keyspace the keyspace; null for the default one
 * @param tracked whether reads may cause conflicts
 */
record TransactionSource(HeldTransaction held, @Nullable Keyspace keyspace, boolean tracked)
        implements Source {

    @Override
    public Lane lane() {
        return held.lane();
    }

    @Override
    public boolean isDatabase() {
        return false;
    }

    @Override
    public ReadView reads() {
        ReadView view = tracked ? held.transaction() : held.transaction().untracked();
        return keyspace == null ? view : view.in(keyspace);
    }

    @Override
    public WriteView writes() {
        if (!tracked) {
            throw SnapshotSource.cannotBeWritten("UNTRACKED");
        }
        held.willWrite();
        return keyspace == null ? held.transaction() : held.transaction().in(keyspace);
    }

    @Override
    public <R extends @Nullable Object> R read(Function<ReadView, R> body) {
        return body.apply(reads());
    }

    @Override
    public <R extends @Nullable Object> R change(Function<WriteView, R> body) {
        return body.apply(writes());
    }
}
