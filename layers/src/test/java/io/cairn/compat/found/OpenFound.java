package io.cairn.compat.found;

import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;

/**
 * An open store in the shape of found.
 *
 * @param store what is behind it
 * @param db what tests use
 */
record OpenFound(OpenStore store, FoundDatabase db) implements AutoCloseable {

    static OpenFound in(Store store, Path directory) {
        OpenStore open = store.open(directory);
        return new OpenFound(open, FoundDatabase.of(open.db()));
    }

    /** Counts the keys of all stores and of those that are set by themselves. */
    long rawKeys() {
        return store.db().in(db.keyspace()).count(KeyRange.all());
    }

    @Override
    public void close() {
        db.close();
        store.close();
    }
}
