package io.cairn.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ReadView;
import io.cairn.api.Stats;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.testing.contract.DatabaseFixture.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test's database, and the checks after it: nothing left open, no unexpected warning, and, if
 * it is persistent, the same data after a reopen. Used by the test's thread; {@link
 * FixtureExtension} closes it. A database that is expensive to open goes back to where it came
 * from, emptied.
 */
final class Bench {

    /** Checked after each test: each counts objects that the test should have closed. */
    private static final List<String> HANDLES =
            List.of("open_cursors", "open_snapshots", "open_watches", "active_transactions");

    private final SharedDatabase shared;
    private final DatabaseFixture fixture;
    private final WarningTrap warnings = new WarningTrap();
    private @Nullable Database database;
    private boolean ordinary;

    Bench(SharedDatabase shared) {
        this.shared = shared;
        this.fixture = shared.fixture();
        warnings.set();
    }

    /** Opens the test's first database: a new one, or an empty one that was used before. */
    Database start(Settings settings, boolean mustBeNew) {
        if (!fixture.shared() || mustBeNew) {
            return open(settings);
        }
        Database opened = shared.take();
        ordinary = true;
        database = opened;
        return opened;
    }

    DatabaseFixture fixture() {
        return fixture;
    }

    /** Opens a new database in place of the one before. */
    Database open(Settings settings) {
        closeDatabase();
        ordinary = false;
        Database opened = fixture.open(settings);
        database = opened;
        return opened;
    }

    Database reopen() {
        Database opened = fixture.reopen(current());
        database = opened;
        return opened;
    }

    /** Announces that warnings with this text will be logged; without it they fail the test. */
    void expectWarning(String text) {
        warnings.expect(text);
    }

    void tearDown(boolean passed) {
        List<String> faults = List.of();
        try {
            if (passed && database != null) {
                check(database);
            }
            if (passed && ordinary && database != null && fixture.promises().persistent()) {
                shared.giveBack(database);
                database = null;
            }
        } finally {
            try {
                closeDatabase();
                faults = fixture.faults();
            } finally {
                if (!ordinary) {
                    shared.close();
                }
                warnings.remove();
            }
        }
        if (passed) {
            assertThat(faults).as("faults that the fixture saw").isEmpty();
            warnings.assertAsExpected();
        }
    }

    private void check(Database db) {
        boolean open = true;
        try {
            db.stats();
        } catch (ClosedException e) {
            open = false;
        }
        if (open) {
            assertNothingOpen(db.stats());
        }
        if (fixture.promises().persistent()) {
            List<String> before = open ? dump(db) : List.of();
            List<String> after = dump(reopen());
            if (open) {
                assertThat(after).as("the data after a reopen").isEqualTo(before);
            }
        } else if (open) {
            dump(db);
        }
    }

    private static void assertNothingOpen(Stats stats) {
        for (String handle : HANDLES) {
            assertThat(stats.counters()).as("counters").containsKey(handle);
            assertThat(stats.get(handle)).as("%s after the test", handle).isZero();
        }
    }

    private static List<String> dump(Database db) {
        List<String> lines = new ArrayList<>();
        dump("", db, lines);
        for (String name : db.keyspaceNames()) {
            dump(name, db.in(db.keyspace(name)), lines);
        }
        return lines;
    }

    private static void dump(String keyspace, ReadView view, List<String> lines) {
        lines.add("keyspace " + keyspace);
        int hash = 1;
        long entries = 0;
        try (Cursor cursor = view.scan(KeyRange.all())) {
            while (cursor.next()) {
                hash = 31 * hash + java.util.Arrays.hashCode(cursor.key());
                hash = 31 * hash + java.util.Arrays.hashCode(cursor.value());
                if (++entries <= 100) {
                    lines.add(Bytes.describe(cursor.key()) + " " + Bytes.describe(cursor.value()));
                }
            }
        }
        lines.add(entries + " entries, hash " + hash);
    }

    private Database current() {
        if (database == null) {
            throw new IllegalStateException("no database is open");
        }
        return database;
    }

    private void closeDatabase() {
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
