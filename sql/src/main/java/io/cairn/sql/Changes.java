package io.cairn.sql;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.tuple.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a statement changes: all checks come before the first write, and judge what the whole
 * statement leaves, so two rows may swap their keys. Used once, in one transaction.
 */
final class Changes {

    private final Table table;
    private final WriteView view;
    private final RowTriggers triggers;
    private final Set<ByteBuffer> removed = new HashSet<>();
    private final List<byte[]> deletes = new ArrayList<>();
    private final List<Entry> puts = new ArrayList<>();

    Changes(Table table, WriteView view, RowTriggers triggers) {
        this.table = table;
        this.view = view;
        this.triggers = triggers;
    }

    /** Makes the changes; returns how many there were. */
    long apply(List<Change> asked) {
        List<Change> changes = new ArrayList<>();
        for (Change change : asked) {
            changes.add(keyed(triggers.before(change)));
        }
        for (Change change : changes) {
            if (change.before() != null) {
                removed.add(ByteBuffer.wrap(key(change.before())));
            }
        }
        checkKeys(changes);
        for (TableIndex index : table.indexes()) {
            if (index.unique()) {
                checkUnique(index, changes);
            }
        }
        collect(changes);
        // Of all calls this one may refuse, for a key or value that is too long, and then writes
        // none.
        view.putAll(puts);
        view.deleteAll(deletes);
        if (triggers.any()) {
            after(changes);
        }
        return changes.size();
    }

    private byte[] key(@Nullable Object[] row) {
        return (byte[]) Objects.requireNonNull(row[table.columns().size()]);
    }

    /** Checks a new row's values and finds its key. */
    private Change keyed(Change change) {
        @Nullable Object[] row = change.after();
        if (row == null) {
            return change;
        }
        for (int i = 0; i < table.columns().size(); i++) {
            row[i] = table.columns().get(i).checked(table.name(), row[i]);
        }
        byte[] key;
        if (table.hasPrimaryKey()) {
            key = Layout.row(table, row);
        } else if (change.before() != null) {
            key = key(change.before());
        } else {
            key = Layout.rows(table).key(RowIds.next());
        }
        row[table.columns().size()] = key;
        return change;
    }

    private void checkKeys(List<Change> changes) {
        if (!table.hasPrimaryKey()) {
            return;
        }
        Set<ByteBuffer> keys = new HashSet<>();
        List<byte[]> asked = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Change change : changes) {
            @Nullable Object[] row = change.after();
            if (row == null) {
                continue;
            }
            ByteBuffer key = ByteBuffer.wrap(key(row));
            if (!keys.add(key)) {
                throw notUnique(table, table.primaryKey(), row);
            }
            if (!removed.contains(key)) {
                asked.add(key(row));
                rows.add(row);
            }
        }
        int found = view.existsAll(asked).nextSetBit(0);
        if (found >= 0) {
            throw notUnique(table, table.primaryKey(), rows.get(found));
        }
    }

    private void checkUnique(TableIndex index, List<Change> changes) {
        Set<ByteBuffer> seen = new HashSet<>();
        for (Change change : changes) {
            @Nullable Object[] row = change.after();
            if (row == null) {
                continue;
            }
            Tuple values = Layout.picked(row, index.columns());
            if (values.elements().contains(null)) {
                continue;
            }
            boolean same =
                    change.before() != null
                            && values.equals(Layout.picked(change.before(), index.columns()));
            if (!seen.add(ByteBuffer.wrap(values.pack())) || !same && isTaken(index, values)) {
                throw notUnique(table, index.columns(), row);
            }
        }
    }

    private boolean isTaken(TableIndex index, Tuple values) {
        KeyRange range = Layout.entries(index).rangeOf(values);
        try (Cursor cursor = view.scan(range, ScanOptions.all())) {
            while (cursor.next()) {
                byte[] row = Layout.rowOf(table, index, cursor.key());
                if (!removed.contains(ByteBuffer.wrap(row))) {
                    return true;
                }
            }
        }
        return false;
    }

    static SqlException notUnique(Table table, List<Integer> columns, @Nullable Object[] row) {
        List<String> values = new ArrayList<>();
        columns.forEach(column -> values.add(Values.describe(row[column])));
        boolean primary = columns.equals(table.primaryKey());
        return Errors.constraint(
                "duplicate "
                        + (primary ? "primary key" : "value of UNIQUE")
                        + ": table "
                        + table.name()
                        + " has a row with "
                        + table.columnNames(columns)
                        + " = "
                        + String.join(", ", values));
    }

    private void collect(List<Change> changes) {
        Set<ByteBuffer> written = new HashSet<>();
        for (Change change : changes) {
            if (change.after() != null) {
                for (Entry entry : entries(change.after())) {
                    written.add(ByteBuffer.wrap(entry.key()));
                    puts.add(entry);
                }
            }
        }
        for (Change change : changes) {
            if (change.before() != null) {
                for (Entry entry : entries(change.before())) {
                    if (!written.contains(ByteBuffer.wrap(entry.key()))) {
                        deletes.add(entry.key());
                    }
                }
            }
        }
    }

    /** Returns everything that is stored of a row. */
    private List<Entry> entries(@Nullable Object[] row) {
        List<Entry> entries = new ArrayList<>();
        byte[] key = key(row);
        entries.add(new Entry(key, Layout.value(table, row)));
        for (TableIndex index : table.indexes()) {
            entries.add(new Entry(Layout.entry(table, index, row, key), Bytes.EMPTY));
        }
        return entries;
    }

    /** Tells the triggers; when one fails, takes back what was written. */
    private void after(List<Change> changes) {
        try {
            changes.forEach(triggers::after);
        } catch (RuntimeException | Error e) {
            try {
                undo(changes);
            } catch (RuntimeException failed) {
                e.addSuppressed(failed); // the transaction itself has failed, and is undone
            }
            throw e;
        }
    }

    private void undo(List<Change> changes) {
        List<byte[]> added = new ArrayList<>();
        puts.forEach(entry -> added.add(entry.key()));
        view.deleteAll(added);
        List<Entry> before = new ArrayList<>();
        for (Change change : changes) {
            if (change.before() != null) {
                before.addAll(entries(change.before()));
            }
        }
        view.putAll(before);
    }
}
