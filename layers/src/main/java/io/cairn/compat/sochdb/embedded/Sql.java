package io.cairn.compat.sochdb.embedded;

import io.cairn.api.Database;
import io.cairn.api.TransactionScope;
import io.cairn.layer.sql.SqlProvider;
import io.cairn.layer.sql.SqlResult;
import io.cairn.layer.sql.SqlStatements;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Runs SQL once it is asked for, and counts the statements. Thread-safe. */
final class Sql {

    private static final String COUNTER = "queries_executed";

    private final Database db;
    private final AtomicLong executed = new AtomicLong();
    private @Nullable SqlStatements statements;

    Sql(Database db) {
        this.db = db;
    }

    SqlResult execute(TransactionScope scope, String statement) {
        SqlStatements found = statements();
        executed.incrementAndGet();
        return found.execute(scope, statement);
    }

    /** Adds the statements to the database's own counters. */
    Map<String, Long> counted(Map<String, Long> counters) {
        Map<String, Long> all = new TreeMap<>(counters);
        all.merge(COUNTER, executed.get(), Long::sum);
        return Collections.unmodifiableMap(all);
    }

    private synchronized SqlStatements statements() {
        SqlStatements found = statements;
        if (found == null) {
            found = SqlProvider.open(db);
            statements = found;
        }
        return found;
    }
}
