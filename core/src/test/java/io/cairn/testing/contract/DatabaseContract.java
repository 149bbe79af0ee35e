package io.cairn.testing.contract;

import io.cairn.api.Database;
import io.cairn.testing.contract.DatabaseFixture.Settings;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What contract classes share: one fresh database for each test, from the chosen fixture.
 * Subclasses are called {@code ...Contract}.
 */
@ExtendWith(FixtureExtension.class)
abstract class DatabaseContract {

    /** The test's surroundings. */
    Bench bench;

    /** The test's database: empty, with usual settings. */
    Database db;

    final void setUp(Bench given) {
        bench = given;
        db = given.start(settings(), needsNewDatabase());
    }

    /** Tells whether an empty database that was used before will not do. */
    boolean needsNewDatabase() {
        return false;
    }

    /**
     * Returns what the tests of this class ask for; other settings than usual need a new database.
     */
    Settings settings() {
        return Settings.usual();
    }

    /** Replaces the database by a new one. */
    final void open(Settings settings) {
        db = bench.open(settings);
    }

    /** Closes the database and opens it again. */
    final void reopen() {
        db = bench.reopen();
    }
}
