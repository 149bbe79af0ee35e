package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The newest state.
 *
 * @param database the database
 * @param keyspace the keyspace; null for the default one
 */
record DatabaseSource(Database database, @Nullable Keyspace keyspace) implements Source {

    @Override
    public @Nullable Lane lane() {
        return null;
    }

    @Override
    public boolean isDatabase() {
        return true;
    }

    @Override
    public ReadView reads() {
        return writes();
    }

    @Override
    public WriteView writes() {
        return keyspace == null ? database : database.in(keyspace);
    }

    @Override
    public <R extends @Nullable Object> R read(Function<ReadView, R> body) {
        return database.<R, RuntimeException>read(
                state -> body.apply(keyspace == null ? state : state.in(keyspace)));
    }

    @Override
    public <R extends @Nullable Object> R change(Function<WriteView, R> body) {
        return database.<R, RuntimeException>transact(
                tx -> body.apply(keyspace == null ? tx : tx.in(keyspace)));
    }
}
