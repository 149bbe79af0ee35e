package io.cairn.layer.versioned;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An empty store of tuples in a new database. Whoever opened it closes it.
 *
 * @param store what stands behind it
 * @param keyspace where the tuples are
 * @param tuples the tuples
 */
record Opened(OpenStore store, Keyspace keyspace, VersionedTuples tuples) implements AutoCloseable {

    static final Subspace SUBSPACE = Subspace.of("facts");

    static Opened of(Store kind, Path directory, int columns) {
        OpenStore store = kind.open(directory);
        Keyspace keyspace = store.db().keyspace("versioned");
        return new Opened(store, keyspace, new VersionedTuples(keyspace, SUBSPACE, columns));
    }

    Database db() {
        return store.db();
    }

    long rawKeys() {
        return db().in(keyspace).count(KeyRange.all());
    }

    /** All answers, by the names of variables. */
    static List<Map<String, @Nullable Object>> answers(
            TupleReads reads, TransactionScope scope, Pattern... patterns) {
        return reads.list(scope, Integer.MAX_VALUE, patterns).stream().map(Binding::asMap).toList();
    }

    /** Applies a change that adds tuples. */
    Version added(Tuple... added) {
        Change change = tuples.begin(db(), "add");
        for (Tuple tuple : added) {
            change.add(db(), tuple);
        }
        return change.apply(db()).orThrow();
    }

    /** Applies a change that removes tuples. */
    Version removed(Tuple... removed) {
        Change change = tuples.begin(db(), "remove");
        for (Tuple tuple : removed) {
            change.remove(db(), tuple);
        }
        return change.apply(db()).orThrow();
    }

    @Override
    public void close() {
        store.close();
    }
}
