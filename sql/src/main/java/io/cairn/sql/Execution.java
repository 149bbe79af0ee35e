package io.cairn.sql;

import io.cairn.api.WriteView;
import io.cairn.layer.sql.SqlResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a statement that changes rows, in one transaction. Used once. */
final class Execution {

    private final WriteView view;
    private final SqlDatabase database;

    Execution(WriteView view, SqlDatabase database) {
        this.view = view;
        this.database = database;
    }

    SqlResult change(String sql, @Nullable Object[] parameters) {
        Plan plan = database.plan(view, sql);
        Run run = new Run(view, plan.checked(parameters), database.rowsHeldMax());
        return switch (plan.work()) {
            case Plan.Insert insert -> apply(insert.table(), inserted(insert, run));
            case Plan.Update update -> apply(update.table(), updated(update, run));
            case Plan.Delete delete -> apply(delete.table(), deleted(delete, run));
            case Plan.Query query -> throw Errors.unsupported("a query at this place");
        };
    }

    private SqlResult apply(Table table, List<Change> changes) {
        RowTriggers triggers = new RowTriggers(table, database.triggers());
        return SqlResult.affected(new Changes(table, view, triggers).apply(changes));
    }

    private static List<Change> inserted(Plan.Insert insert, Run run) {
        List<Column> columns = insert.table().columns();
        List<Change> changes = new ArrayList<>();
        for (@Nullable Object[] values : insert.rows().rows(run)) {
            @Nullable Object[] row = new Object[columns.size() + 1];
            for (int i = 0; i < columns.size(); i++) {
                row[i] = columns.get(i).preset();
            }
            for (int i = 0; i < insert.columns().size(); i++) {
                row[insert.columns().get(i)] = values[i];
            }
            changes.add(new Change(null, row));
        }
        return changes;
    }

    private static List<Change> updated(Plan.Update update, Run run) {
        List<Change> changes = new ArrayList<>();
        try (Rows rows = update.target().open(run)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                run.hold();
                for (int correlation : update.correlations()) {
                    run.outer(correlation, row);
                }
                @Nullable Object[] computed = new Object[update.computed().size()];
                for (int i = 0; i < computed.length; i++) {
                    computed[i] = update.computed().get(i).of(run, row);
                }
                @Nullable Object[] after = row.clone();
                for (int i = 0; i < update.columns().size(); i++) {
                    after[update.columns().get(i)] = update.values().get(i).of(run, computed);
                }
                changes.add(new Change(row, after));
            }
        }
        return changes;
    }

    private static List<Change> deleted(Plan.Delete delete, Run run) {
        List<Change> changes = new ArrayList<>();
        try (Rows rows = delete.target().open(run)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                run.hold();
                changes.add(new Change(row, null));
            }
        }
        return changes;
    }
}
