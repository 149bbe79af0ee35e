package io.cairn.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Database;
import io.cairn.api.WriteView;
import io.cairn.error.UnsupportedRequestException;
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

    /**
     * Tells whether this database refuses commit hooks; if it promises none, makes sure that it
     * does, and that commits go on as if nobody had asked.
     */
    final boolean refusesHooks() {
        if (bench.fixture().promises().commitHooks()) {
            return false;
        }
        assertThatThrownBy(() -> db.addCommitHook(new VetoingHook()))
                .isInstanceOf(UnsupportedRequestException.class);
        db.put(Data.b("after the refusal"), Data.b("v"));
        assertThat(Data.text(db)).isEqualTo("after the refusal=v");
        return true;
    }

    /** Refuses every commit. */
    private static final class VetoingHook implements CommitHook {

        @Override
        public void beforeCommit(WriteView tx, ChangeSet changes) {
            throw new IllegalStateException("a hook that was refused runs");
        }

        @Override
        public void afterCommit(long version, ChangeSet changes) {
            throw new IllegalStateException("a hook that was refused runs");
        }
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
