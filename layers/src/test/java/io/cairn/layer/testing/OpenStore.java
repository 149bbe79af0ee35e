package io.cairn.layer.testing;

import io.cairn.api.Database;

/**
 * An open database. Whoever opened it closes it.
 *
 * @param db the database
 * @param behind ends what stands behind it
 */
public record OpenStore(Database db, Runnable behind) implements AutoCloseable {

    @Override
    public void close() {
        db.close();
        behind.run();
    }
}
