package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import io.cairn.layer.trigger.TriggerEvent;
import io.cairn.layer.trigger.TriggerRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the triggers of a table about its rows. Used by one thread. */
final class RowTriggers {

    private final Table table;
    private final @Nullable TriggerRegistry registry;

    RowTriggers(Table table, @Nullable TriggerRegistry registry) {
        this.table = table;
        this.registry = registry;
    }

    boolean any() {
        return registry != null;
    }

    /** Returns the change as the triggers want it. */
    Change before(Change change) {
        TriggerRegistry fired = registry;
        if (fired == null) {
            return change;
        }
        @Nullable Object[] old = change.before();
        @Nullable Object[] row = change.after();
        if (row == null) {
            fired.fire(table.name(), TriggerEvent.BEFORE_DELETE, map(old));
            return change;
        }
        Map<String, @Nullable Object> changed =
                old == null
                        ? fired.fire(table.name(), TriggerEvent.BEFORE_INSERT, map(row))
                        : fired.fire(table.name(), TriggerEvent.BEFORE_UPDATE, map(row), map(old));
        return new Change(old, row(changed, row.length));
    }

    void after(Change change) {
        TriggerRegistry fired = registry;
        if (fired == null) {
            return;
        }
        @Nullable Object[] old = change.before();
        @Nullable Object[] row = change.after();
        if (row == null) {
            fired.fire(table.name(), TriggerEvent.AFTER_DELETE, map(old));
        } else if (old == null) {
            fired.fire(table.name(), TriggerEvent.AFTER_INSERT, map(row));
        } else {
            fired.fire(table.name(), TriggerEvent.AFTER_UPDATE, map(row), map(old));
        }
    }

    private Map<String, @Nullable Object> map(@Nullable Object @Nullable [] row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; row != null && i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            map.put(column.name(), column.type().given(row[i]));
        }
        return map;
    }

    private @Nullable Object[] row(Map<String, @Nullable Object> map, int length) {
        @Nullable Object[] row = new Object[length];
        map.forEach((name, value) -> {
            int column = table.column(name);
            if (column < 0) {
                throw new SqlException(
                        Kind.UNKNOWN_NAME,
                        "a trigger of table " + table.name() + " sets the unknown column " + name);
            }
            row[column] = Values.ofTrigger(value, table.name() + "." + name);
        });
        return row;
    }
}
