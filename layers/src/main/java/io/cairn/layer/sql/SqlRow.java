package io.cairn.layer.sql;

import io.cairn.error.InvalidArgumentException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link SqlResult}. Its values are null, {@link Integer}, {@link Long}, {@link
 * Double}, {@link String}, {@link Boolean} or {@code byte[]}. Immutable but for the arrays, which
 * are the caller's.
 */
public final class SqlRow {

    private final List<String> columns;
    private final @Nullable Object[] values;

    /**
     * Makes a row.
     *
     * @param columns the columns' names, no two alike; kept
     * @param values a value for each; kept
     */
    public SqlRow(List<String> columns, @Nullable Object[] values) {
        if (columns.size() != values.length) {
            throw new InvalidArgumentException(
                    "a row has a value for each column",
                    "columns",
                    columns.size(),
                    "values",
                    values.length);
        }
        this.columns = columns;
        this.values = values;
    }

    /**
     * Returns a value.
     *
     * @param column the column's number, from 0
     * @return the value, or null for NULL
     * @throws InvalidArgumentException when there is no such column
     */
    public @Nullable Object get(int column) {
        if (column < 0 || column >= values.length) {
            throw unknown(column);
        }
        return values[column];
    }

    /**
     * Returns a value.
     *
     * @param column the column's name, in upper or lower case
     * @return the value, or null for NULL
     * @throws InvalidArgumentException when there is no such column
     */
    public @Nullable Object get(String column) {
        int at = columns.indexOf(column);
        for (int i = 0; at < 0 && i < values.length; i++) {
            at = columns.get(i).equalsIgnoreCase(column) ? i : -1;
        }
        if (at < 0) {
            throw unknown(column);
        }
        return values[at];
    }

    /**
     * Returns the row as a map.
     *
     * @return values by name, in the order of the columns; a copy, the caller's to change
     */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(columns.get(i), values[i]);
        }
        return map;
    }

    private InvalidArgumentException unknown(Object column) {
        return new InvalidArgumentException(
                "the result has no such column", "column", column, "columns", columns);
    }

    @Override
    public String toString() {
        return Collections.unmodifiableMap(asMap()).toString();
    }
}
