package io.cairn.sql;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import io.cairn.layer.tuple.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tables as one view of the database shows them, and which of them were asked for. Used by one
 * thread at a time.
 */
final class Catalog {

    private final ReadView view;
    private final Map<String, byte @Nullable []> asked = new LinkedHashMap<>();

    Catalog(ReadView view) {
        this.view = view;
    }

    /** Finds a table by its name in any case. */
    @Nullable Table find(String name) {
        byte[] stored = asked.get(Layout.folded(name));
        if (stored == null) {
            stored = view.get(Layout.table(name));
            asked.put(Layout.folded(name), stored);
        }
        return stored == null ? null : Table.of(stored);
    }

    Table get(String name, int line, int column) {
        Table table = find(name);
        if (table == null) {
            throw new SqlException(
                    Kind.UNKNOWN_NAME, "there is no table " + name, line, column, null);
        }
        return table;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        try (Cursor cursor = view.scan(Layout.tables())) {
            while (cursor.next()) {
                names.add(Table.of(cursor.value()).name());
            }
        }
        return names;
    }

    /** Returns the definitions that were asked for, null for those that there are not. */
    Map<String, byte @Nullable []> asked() {
        return asked;
    }

    static long nextId(WriteView view) {
        byte[] stored = view.get(Layout.nextId());
        long id = stored == null ? 1 : Tuple.unpack(stored).integer(0);
        view.put(Layout.nextId(), Tuple.of(id + 1).pack());
        return id;
    }
}
