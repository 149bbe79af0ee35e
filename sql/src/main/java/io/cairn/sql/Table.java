package io.cairn.sql;

import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table's definition. Immutable.
 *
 * @param id what the keys of its rows begin with
 * @param name as it was written
 * @param columns its columns
 * @param primaryKey the numbers of the primary key's columns; empty when rows have hidden ids
 * @param indexes its indexes
 */
record Table(
        long id,
        String name,
        List<Column> columns,
        List<Integer> primaryKey,
        List<TableIndex> indexes) {

    private static final int FORMAT = 1;

    /** Copies. */
    Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        indexes = List.copyOf(indexes);
    }

    boolean hasPrimaryKey() {
        return !primaryKey.isEmpty();
    }

    /** Finds a column by its name in any case; -1 when there is none. */
    int column(String wanted) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(wanted)) {
                return i;
            }
        }
        return -1;
    }

    String columnNames(List<Integer> numbers) {
        return numbers.stream().map(i -> columns.get(i).name()).collect(Collectors.joining(", "));
    }

    Table withIndexes(List<TableIndex> others) {
        return new Table(id, name, columns, primaryKey, others);
    }

    Table with(Column column) {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return new Table(id, name, more, primaryKey, indexes);
    }

    byte[] toBytes() {
        return Tuple.of(
                        FORMAT,
                        id,
                        name,
                        columns.stream().map(Column::toTuple).toList(),
                        primaryKey,
                        indexes.stream().map(TableIndex::toTuple).toList())
                .pack();
    }

    static Table of(byte[] bytes) {
        Tuple tuple = Tuple.unpack(bytes);
        if (tuple.integer(0) != FORMAT) {
            throw Errors.unsupported("the table format " + tuple.get(0) + " of a newer version");
        }
        List<Column> columns = new ArrayList<>();
        tuple.tuple(3).elements().forEach(column -> columns.add(Column.of((Tuple) column)));
        List<TableIndex> indexes = new ArrayList<>();
        tuple.tuple(5).elements().forEach(index -> indexes.add(TableIndex.of((Tuple) index)));
        return new Table(
                tuple.integer(1), tuple.string(2), columns, numbers(tuple.tuple(4)), indexes);
    }

    static List<Integer> numbers(Tuple tuple) {
        List<Integer> numbers = new ArrayList<>();
        for (@Nullable Object number : tuple.elements()) {
            numbers.add(Math.toIntExact((Long) Objects.requireNonNull(number)));
        }
        return numbers;
    }
}
