package io.cairn.sql;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.TransactionScope;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import io.cairn.layer.sql.SqlResult;
import io.cairn.layer.sql.SqlRow;
import io.cairn.layer.sql.SqlStatements;
import io.cairn.layer.trigger.TriggerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database. They are in a keyspace of their own, {@value #KEYSPACE}, in which
 * nothing else should write. Thread-safe; not closed: whoever opened the database closes it.
 *
 * <p>A statement is a transaction of its own, serializable and retried on conflict, or a part of
 * the one it is given. A query that is no part of a transaction reads one state and never
 * conflicts.
 */
public final class SqlDatabase implements SqlStatements {

    /** The keyspace of all tables. */
    public static final String KEYSPACE = "sql";

    /** How many rows a statement may hold in memory unless something else is set. */
    public static final long ROWS_HELD_MAX = 1_000_000;

    private final Database db;
    private final Keyspace keyspace;
    private final @Nullable TriggerRegistry triggers;
    private final long rowsHeldMax;
    private final PlanCache plans;

    private SqlDatabase(
            Database db,
            Keyspace keyspace,
            @Nullable TriggerRegistry triggers,
            long rowsHeldMax,
            PlanCache plans) {
        this.db = db;
        this.keyspace = keyspace;
        this.triggers = triggers;
        this.rowsHeldMax = rowsHeldMax;
        this.plans = plans;
    }

    /**
     * Opens the tables of a database, of which there may be none yet.
     *
     * @param db the database: of any engine, or of another process
     * @return the door to its tables
     */
    public static SqlDatabase of(Database db) {
        Objects.requireNonNull(db, "db");
        return new SqlDatabase(db, db.keyspace(KEYSPACE), null, ROWS_HELD_MAX, new PlanCache());
    }

    /**
     * Returns the same tables with triggers, which run for each row that INSERT, UPDATE or DELETE
     * changes through what is returned. BEFORE triggers may rewrite the row or refuse it; AFTER
     * triggers see it as it is stored. When one throws, nothing of the statement is left. They are
     * told the table's and the columns' names as they were written in CREATE TABLE, and run again
     * when the transaction is retried.
     *
     * @param registry the triggers, also those that are registered later
     * @return another door to the same tables
     */
    public SqlDatabase withTriggers(TriggerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        return new SqlDatabase(db, keyspace, registry, rowsHeldMax, plans);
    }

    /**
     * Returns the same tables with another limit on memory.
     *
     * @param rows how many rows one statement may hold at once: of its result, sorted, grouped, of
     *     the right side of a join, or to be written; more is a {@link SqlException}
     * @return another door to the same tables
     * @throws InvalidArgumentException when it is less than 1
     */
    public SqlDatabase withRowsHeldMax(long rows) {
        if (rows < 1) {
            throw new InvalidArgumentException("the limit is a positive number", "rows", rows);
        }
        return new SqlDatabase(db, keyspace, triggers, rows, plans);
    }

    @Override
    public SqlResult execute(String sql, @Nullable Object... parameters) {
        return execute(db, sql, parameters);
    }

    @Override
    public SqlResult execute(TransactionScope scope, String sql, @Nullable Object... parameters) {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(parameters, "parameters");
        if (sql.length() > Parsed.LENGTH_MAX) {
            throw new SqlException(
                    Kind.LIMIT, "a statement has at most " + Parsed.LENGTH_MAX + " characters");
        }
        Token first = Tokenizer.first(sql);
        try {
            if (DdlParser.reads(first)) {
                return define(scope, sql, parameters);
            }
            return first.is("INSERT") || first.is("UPDATE") || first.is("DELETE")
                    ? scope.transact(
                            tx -> new Execution(tx.in(keyspace), this).change(sql, parameters))
                    : scope.read(view -> query(view.in(keyspace), sql, parameters));
        } catch (StackOverflowError e) {
            throw new SqlException(Kind.LIMIT, "the statement is nested too deeply", 0, 0, e);
        }
    }

    private SqlResult define(TransactionScope scope, String sql, @Nullable Object[] parameters) {
        if (parameters.length > 0) {
            throw Errors.invalid("this statement has no parameters");
        }
        Ddl ddl = DdlParser.parse(sql);
        scope.transact(tx -> {
            Run run = new Run(tx.in(keyspace), parameters, rowsHeldMax);
            new Definitions(tx.in(keyspace), run).apply(ddl);
            return null;
        });
        return SqlResult.affected(0);
    }

    private SqlResult query(ReadView view, String sql, @Nullable Object[] parameters) {
        Plan plan = plan(view, sql);
        if (!(plan.work() instanceof Plan.Query query)) {
            throw Errors.unsupported("this statement");
        }
        Run run = new Run(view, plan.checked(parameters), rowsHeldMax);
        List<SqlRow> result = new ArrayList<>();
        try (Rows rows = query.source().open(run)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                run.hold();
                result.add(new SqlRow(query.columns(), given(query.types(), row)));
            }
        }
        return new SqlResult(query.columns(), result, 0);
    }

    private static @Nullable Object[] given(
            List<@Nullable ColumnType> types, @Nullable Object[] row) {
        @Nullable Object[] given = new Object[types.size()];
        for (int i = 0; i < given.length; i++) {
            ColumnType type = types.get(i);
            given[i] = type == null ? row[i] : type.given(row[i]);
        }
        return given;
    }

    Plan plan(ReadView view, String sql) {
        return plans.get(sql, view);
    }

    long rowsHeldMax() {
        return rowsHeldMax;
    }

    @Nullable TriggerRegistry triggers() {
        return triggers;
    }
}
