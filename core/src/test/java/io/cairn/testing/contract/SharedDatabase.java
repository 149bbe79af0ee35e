package io.cairn.testing.contract;

import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import io.cairn.testing.contract.DatabaseFixture.Settings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fixture, and between tests its database if opening one is expensive. One thread at a
 * time; JUnit closes it after the last test.
 */
final class SharedDatabase implements AutoCloseable {

    /** A new database once in a while: files and history should not pile up. */
    private static final int USES_MAX = 100;

    private final Supplier<DatabaseFixture> fixtures;
    private @Nullable DatabaseFixture fixture;
    private @Nullable Database idle;
    private int uses;

    SharedDatabase(Supplier<DatabaseFixture> fixtures) {
        this.fixtures = fixtures;
    }

    DatabaseFixture fixture() {
        if (fixture == null) {
            fixture = fixtures.get();
        }
        return fixture;
    }

    Database take() {
        Database taken = idle == null ? fixture().open(Settings.usual()) : idle;
        idle = null;
        return taken;
    }

    /** Takes a database that no test uses any more, and empties it. */
    void giveBack(Database database) {
        if (++uses >= USES_MAX) {
            database.close();
            close();
            return;
        }
        for (String keyspace : database.keyspaceNames()) {
            database.dropKeyspace(database.keyspace(keyspace));
        }
        database.deleteRange(KeyRange.all());
        idle = database;
    }

    /** Closes the database and removes what the fixture left behind. */
    @Override
    public void close() {
        uses = 0;
        try {
            if (idle != null) {
                idle.close();
                idle = null;
            }
        } finally {
            if (fixture != null) {
                fixture.close();
                fixture = null;
            }
        }
    }
}
