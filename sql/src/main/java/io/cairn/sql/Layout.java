package io.cairn.sql;

import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of everything SQL keeps; {@code package-info} draws them. Stateless. */
final class Layout {

    private static final Subspace TABLES = Subspace.of(0, "table");
    private static final Subspace INDEXES = Subspace.of(0, "index");
    private static final byte[] NEXT_ID = Subspace.of(0).key("next");
    private static final Subspace ROWS = Subspace.of(1);
    private static final Subspace ENTRIES = Subspace.of(2);

    private Layout() {}

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static byte[] table(String name) {
        return TABLES.key(folded(name));
    }

    static KeyRange tables() {
        return TABLES.range();
    }

    static byte[] index(String name) {
        return INDEXES.key(folded(name));
    }

    static byte[] nextId() {
        return NEXT_ID.clone();
    }

    static Subspace rows(Table table) {
        return ROWS.at(table.id());
    }

    static Subspace entries(TableIndex index) {
        return ENTRIES.at(index.id());
    }

    /** Returns the key of a row of a table with a primary key. */
    static byte[] row(Table table, @Nullable Object[] values) {
        return rows(table).pack(picked(values, table.primaryKey()));
    }

    /** Returns the key of an index's entry. */
    static byte[] entry(Table table, TableIndex index, @Nullable Object[] values, byte[] row) {
        Tuple identity = rows(table).unpack(row);
        return entries(index).pack(picked(values, index.columns()).concat(identity));
    }

    /** Returns the key of the row that an index's entry is about. */
    static byte[] rowOf(Table table, TableIndex index, byte[] entry) {
        Tuple tuple = entries(index).unpack(entry);
        return rows(table).pack(tuple.slice(index.columns().size(), tuple.size()));
    }

    static Tuple picked(@Nullable Object[] values, List<Integer> columns) {
        @Nullable Object[] picked = new Object[columns.size()];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[columns.get(i)];
        }
        return Tuple.of(picked);
    }

    /** Returns a row's value: all columns that are not in its key. */
    static byte[] value(Table table, @Nullable Object[] values) {
        @Nullable Object[] stored = new Object[table.columns().size() - table.primaryKey().size()];
        int at = 0;
        for (int i = 0; i < table.columns().size(); i++) {
            if (!table.primaryKey().contains(i)) {
                stored[at++] = values[i];
            }
        }
        return Tuple.of(stored).pack();
    }

    /**
     * Reads a row; behind its columns stands its key. Columns that were added after it was written
     * are the last, and have their DEFAULT.
     */
    static @Nullable Object[] values(Table table, byte[] key, byte[] value) {
        int count = table.columns().size();
        @Nullable Object[] values = new Object[count + 1];
        try {
            Tuple stored = Tuple.unpack(value);
            int at = 0;
            for (int i = 0; i < count; i++) {
                if (!table.primaryKey().contains(i)) {
                    values[i] =
                            at < stored.size() ? stored.get(at) : table.columns().get(i).preset();
                    at++;
                }
            }
            if (stored.size() > at) {
                throw new InvalidArgumentException("the row has too many values");
            }
            if (table.hasPrimaryKey()) {
                Tuple identity = rows(table).unpack(key);
                for (int i = 0; i < table.primaryKey().size(); i++) {
                    values[table.primaryKey().get(i)] = identity.get(i);
                }
            }
        } catch (InvalidArgumentException e) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "a row was written by something else",
                    e,
                    "table",
                    table.name());
        }
        values[count] = key;
        return values;
    }
}
