package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table. Immutable.
 *
 * @param name as it was written
 * @param type its type
 * @param length the most characters of a text; 0 for no limit
 * @param notNull whether NULL is refused
 * @param preset the DEFAULT; null without one
 */
record Column(String name, ColumnType type, int length, boolean notNull, @Nullable Object preset) {

    Tuple toTuple() {
        return Tuple.of(name, type.name(), length, notNull, preset);
    }

    static Column of(Tuple tuple) {
        return new Column(
                tuple.string(0),
                ColumnType.valueOf(tuple.string(1)),
                (int) tuple.integer(2),
                Boolean.TRUE.equals(tuple.get(3)),
                tuple.get(4));
    }

    /**
     * Makes a value one that the column can hold.
     *
     * @throws SqlException when it cannot
     */
    @Nullable Object checked(String table, @Nullable Object value) {
        if (value == null) {
            if (notNull) {
                throw Errors.constraint("column " + table + "." + name + " must not be NULL");
            }
            return null;
        }
        Object converted = type.converted(value);
        if (converted == null) {
            throw Errors.value(
                    Values.describe(value)
                            + " is no value of column "
                            + table
                            + "."
                            + name
                            + " of type "
                            + type);
        }
        if (length > 0
                && converted instanceof String text
                && text.codePointCount(0, text.length()) > length) {
            throw Errors.value(
                    Values.describe(value)
                            + " is longer than the "
                            + length
                            + " characters of column "
                            + table
                            + "."
                            + name);
        }
        return converted;
    }
}
