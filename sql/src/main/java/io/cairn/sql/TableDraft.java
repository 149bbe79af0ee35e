package io.cairn.sql;

import io.cairn.layer.sql.SqlException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table while its definition is read. Used by one thread. */
final class TableDraft {

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Integer>> uniques = new ArrayList<>();
    private @Nullable List<Token> laterKey;
    private final List<List<Token>> laterUniques = new ArrayList<>();
    private List<Integer> primaryKey = List.of();
    private boolean hasKey;

    private @Nullable Token name;
    private ColumnType type = ColumnType.INT;
    private int length;
    private boolean notNull;
    private @Nullable Object preset;

    void column(Token columnName, ColumnType columnType, int textLength) {
        for (Column column : columns) {
            if (column.name().equalsIgnoreCase(columnName.text())) {
                throw DdlParser.error(
                        Kind.DUPLICATE_NAME,
                        "there are two columns " + columnName.text(),
                        columnName);
            }
        }
        name = columnName;
        type = columnType;
        length = textLength;
        notNull = false;
        preset = null;
    }

    void notNull() {
        notNull = true;
    }

    void preset(@Nullable Object value, Token at) {
        if (length > 0 && value instanceof String text && text.length() > length) {
            throw DdlParser.error(Kind.VALUE, "the DEFAULT is too long for the column", at);
        }
        preset = value;
    }

    void unique() {
        uniques.add(List.of(columns.size()));
    }

    void primaryKey(Token at) {
        oneKey(at);
        primaryKey = List.of(columns.size());
    }

    /** Takes a key of columns that may come later. */
    void primaryKey(List<Token> names, Token at) {
        oneKey(at);
        laterKey = names;
    }

    void unique(List<Token> names) {
        laterUniques.add(names);
    }

    private void oneKey(Token at) {
        if (hasKey) {
            throw DdlParser.error(Kind.INVALID, "a table has one primary key", at);
        }
        hasKey = true;
    }

    void endColumn() {
        if (name != null) {
            columns.add(new Column(name.text(), type, length, notNull, preset));
        }
    }

    Ddl.CreateTable table(Token tableName, boolean ifNotExists) {
        if (laterKey != null) {
            primaryKey = numbers(laterKey);
        }
        laterUniques.forEach(names -> uniques.add(numbers(names)));
        for (int i : primaryKey) {
            Column c = columns.get(i);
            columns.set(i, new Column(c.name(), c.type(), c.length(), true, c.preset()));
        }
        return new Ddl.CreateTable(tableName, ifNotExists, columns, primaryKey, uniques);
    }

    private List<Integer> numbers(List<Token> names) {
        List<Integer> numbers = new ArrayList<>();
        for (Token column : names) {
            int number = -1;
            for (int i = 0; i < columns.size(); i++) {
                number = columns.get(i).name().equalsIgnoreCase(column.text()) ? i : number;
            }
            if (number < 0 || numbers.contains(number)) {
                throw DdlParser.error(
                        number < 0 ? Kind.UNKNOWN_NAME : Kind.DUPLICATE_NAME,
                        (number < 0 ? "there is no column " : "named twice: ") + column.text(),
                        column);
            }
            numbers.add(number);
        }
        return numbers;
    }
}
