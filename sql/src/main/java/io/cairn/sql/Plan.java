package io.cairn.sql;

import io.cairn.api.ReadView;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement about rows, ready to be run as long as the tables are what they were. Immutable,
 * thread-safe.
 *
 * @param work what it does
 * @param parameters how many question marks it has
 * @param tables the definitions it was made of, null for those that there were not
 */
record Plan(Work work, int parameters, Map<String, byte @Nullable []> tables) {

    /** What a statement does. */
    sealed interface Work {}

    /**
     * A query.
     *
     * @param columns the names of its columns
     * @param types their types; null where all is NULL
     * @param source the rows
     */
    record Query(List<String> columns, List<@Nullable ColumnType> types, Source source)
            implements Work {}

    /**
     * INSERT.
     *
     * @param table the table
     * @param columns which columns have values; the others have their DEFAULT
     * @param rows the rows, where null is DEFAULT
     */
    record Insert(Table table, List<Integer> columns, Inserted rows) implements Work {}

    /** Gives the rows of an INSERT. */
    interface Inserted {
        List<@Nullable Object[]> rows(Run run);
    }

    /**
     * UPDATE.
     *
     * @param table the table
     * @param target the rows, with their keys
     * @param columns which columns get values
     * @param computed what is computed of a row
     * @param values the values, made of what was computed
     * @param correlations what subqueries know the row by
     */
    record Update(
            Table table,
            Source target,
            List<Integer> columns,
            List<Expr> computed,
            List<Expr> values,
            List<Integer> correlations)
            implements Work {}

    /**
     * DELETE.
     *
     * @param table the table
     * @param target the rows, with their keys
     */
    record Delete(Table table, Source target) implements Work {}

    /** Tells whether the tables are still those that it was made for. */
    boolean isCurrent(ReadView view) {
        List<byte[]> keys = new ArrayList<>();
        tables.keySet().forEach(name -> keys.add(Layout.table(name)));
        List<byte @Nullable []> stored = view.getAll(keys);
        int at = 0;
        for (byte[] before : tables.values()) {
            if (!Arrays.equals(before, stored.get(at++))) {
                return false;
            }
        }
        return true;
    }

    /** Checks that there is a value for each question mark. */
    @Nullable Object[] checked(@Nullable Object[] given) {
        if (given.length != parameters) {
            throw new SqlException(
                    Kind.INVALID,
                    "the statement has "
                            + parameters
                            + " parameters, and "
                            + given.length
                            + " values were given");
        }
        @Nullable Object[] values = new Object[given.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Values.ofParameter(given[i], i + 1);
        }
        return values;
    }
}
