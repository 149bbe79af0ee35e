package io.cairn.compat.sochdb.embedded;

import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;

/**
 * A store under SochDB's names. Whoever opened it closes it.
 *
 * @param db the database
 * @param store what is behind it
 */
record Opened(Database db, OpenStore store) implements AutoCloseable {

    static Opened of(Store store, Path directory) {
        OpenStore open = store.open(directory);
        return new Opened(Database.of(open.db()), open);
    }

    @Override
    public void close() {
        db.close();
        store.close();
    }
}
