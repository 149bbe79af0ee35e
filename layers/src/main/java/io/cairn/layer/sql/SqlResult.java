package io.cairn.layer.sql;

import java.util.Iterator;
import java.util.List;

/**
 * What a statement gave. Immutable.
 *
 * @param columns the names of the columns, no two alike; empty for a statement that is no query
 * @param rows the rows; empty for a statement that is no query
 * @param rowsAffected how many rows were inserted, updated or deleted; 0 for all other statements
 */
public record SqlResult(List<String> columns, List<SqlRow> rows, long rowsAffected)
        implements Iterable<SqlRow> {

    /** Copies the lists. */
    public SqlResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Makes the result of a statement that is no query.
     *
     * @param rowsAffected how many rows were changed
     * @return the result
     */
    public static SqlResult affected(long rowsAffected) {
        return new SqlResult(List.of(), List.of(), rowsAffected);
    }

    @Override
    public Iterator<SqlRow> iterator() {
        return rows.iterator();
    }
}
