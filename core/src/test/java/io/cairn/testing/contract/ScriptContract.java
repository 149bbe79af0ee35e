package io.cairn.testing.contract;

import io.cairn.api.Database;
import io.cairn.testing.script.OpGenerator;
import io.cairn.testing.script.ScriptCheck;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Goal: find what nobody thought of. Method: seeded scripts of all operations, with transactions,
 * snapshots and cursors open across them, give on every database exactly the history that the
 * oracle gives. {@code -Dcairn.scripts=1000} runs more of them, {@code -Dcairn.script.seed=42} only
 * one.
 */
class ScriptContract extends DatabaseContract {

    private static final int SCRIPTS = Integer.getInteger("cairn.scripts", 12);
    private static final int LENGTH = Integer.getInteger("cairn.script.length", 400);

    @Test
    @DisplayName("seeded scripts give the oracle's history")
    void scripts() {
        Long only = Long.getLong("cairn.script.seed");
        for (long seed = 1; seed <= SCRIPTS; seed++) {
            check(only == null ? seed : only);
            if (only != null) {
                return;
            }
        }
    }

    private void check(long seed) {
        ScriptCheck check = new ScriptCheck(this::fresh, this::reopened);
        String report = check.report(new OpGenerator(seed).script(LENGTH));
        if (report != null) {
            Assertions.fail(
                    "seed " + seed + ", -Dcairn.script.seed=" + seed + " repeats it\n" + report);
        }
    }

    private Database fresh() {
        open(settings());
        return db;
    }

    private Database reopened(Database current) {
        if (bench.fixture().promises().persistent()) {
            reopen();
        }
        return db;
    }
}
