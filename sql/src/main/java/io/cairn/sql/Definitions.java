package io.cairn.sql;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.layer.sql.SqlException.Kind;
import io.cairn.layer.tuple.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes and drops tables and indexes. Used once, in one transaction. */
final class Definitions {

    private static final int BATCH = 1_000;

    private final WriteView view;
    private final Run run;
    private final Catalog catalog;

    Definitions(WriteView view, Run run) {
        this.view = view;
        this.run = run;
        this.catalog = new Catalog(view);
    }

    void apply(Ddl ddl) {
        switch (ddl) {
            case Ddl.CreateTable create -> createTable(create);
            case Ddl.AddColumn add -> addColumn(add);
            case Ddl.DropTable drop -> dropTable(drop);
            case Ddl.CreateIndex create -> createIndex(create);
            case Ddl.DropIndex drop -> dropIndex(drop);
        }
    }

    private void createTable(Ddl.CreateTable create) {
        String name = create.name().text();
        if (catalog.find(name) != null) {
            if (create.ifNotExists()) {
                return;
            }
            throw DdlParser.error(Kind.DUPLICATE_NAME, "there is a table " + name, create.name());
        }
        long id = Catalog.nextId(view);
        List<TableIndex> indexes = new ArrayList<>();
        for (List<Integer> columns : create.uniques()) {
            indexes.add(new TableIndex(Catalog.nextId(view), "", true, columns));
        }
        store(new Table(id, name, create.columns(), create.primaryKey(), indexes));
    }

    /** Rows stay as they are: one that is shorter has the DEFAULT. */
    private void addColumn(Ddl.AddColumn add) {
        Token name = add.table();
        Table table = catalog.get(name.text(), name.line(), name.column());
        if (table.column(add.column().name()) >= 0) {
            throw DdlParser.error(
                    Kind.DUPLICATE_NAME,
                    "there is a column " + add.column().name() + " in table " + table.name(),
                    add.name());
        }
        store(table.with(add.column()));
    }

    private void store(Table table) {
        view.put(Layout.table(table.name()), table.toBytes());
    }

    private void dropTable(Ddl.DropTable drop) {
        if (drop.ifExists() && catalog.find(drop.name().text()) == null) {
            return;
        }
        Token name = drop.name();
        Table table = catalog.get(name.text(), name.line(), name.column());
        view.deleteRange(Layout.rows(table).range());
        for (TableIndex index : table.indexes()) {
            view.deleteRange(Layout.entries(index).range());
            if (!index.name().isEmpty()) {
                view.delete(Layout.index(index.name()));
            }
        }
        view.delete(Layout.table(table.name()));
    }

    private void createIndex(Ddl.CreateIndex create) {
        byte[] nameKey = Layout.index(create.name().text());
        if (view.exists(nameKey)) {
            if (create.ifNotExists()) {
                return;
            }
            throw DdlParser.error(
                    Kind.DUPLICATE_NAME,
                    "there is an index " + create.name().text(),
                    create.name());
        }
        Token name = create.table();
        Table table = catalog.get(name.text(), name.line(), name.column());
        List<Integer> columns = new ArrayList<>();
        for (Token token : create.columns()) {
            int column = table.column(token.text());
            if (column < 0 || columns.contains(column)) {
                throw DdlParser.error(
                        column < 0 ? Kind.UNKNOWN_NAME : Kind.DUPLICATE_NAME,
                        column < 0
                                ? "there is no column " + token.text() + " in table " + table.name()
                                : "named twice: " + token.text(),
                        token);
            }
            columns.add(column);
        }
        TableIndex index =
                new TableIndex(
                        Catalog.nextId(view), create.name().text(), create.unique(), columns);
        fill(table, index);
        List<TableIndex> indexes = new ArrayList<>(table.indexes());
        indexes.add(index);
        store(table.withIndexes(indexes));
        view.put(nameKey, Tuple.of(table.name()).pack());
    }

    /** Makes an entry for each row that is there. */
    private void fill(Table table, TableIndex index) {
        Set<ByteBuffer> seen = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        try (Cursor cursor = view.scan(Layout.rows(table).range())) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                @Nullable Object[] row = Layout.values(table, key, cursor.value());
                Tuple values = Layout.picked(row, index.columns());
                if (index.unique() && !values.elements().contains(null)) {
                    run.hold();
                    if (!seen.add(ByteBuffer.wrap(values.pack()))) {
                        throw Changes.notUnique(table, index.columns(), row);
                    }
                }
                entries.add(new Entry(Layout.entry(table, index, row, key), Bytes.EMPTY));
                if (entries.size() == BATCH) {
                    view.putAll(entries);
                    entries.clear();
                }
            }
        }
        view.putAll(entries);
    }

    private void dropIndex(Ddl.DropIndex drop) {
        Token name = drop.name();
        byte[] stored = view.get(Layout.index(name.text()));
        if (stored == null) {
            if (drop.ifExists()) {
                return;
            }
            throw DdlParser.error(Kind.UNKNOWN_NAME, "there is no index " + name.text(), name);
        }
        Table table = catalog.get(Tuple.unpack(stored).string(0), name.line(), name.column());
        List<TableIndex> kept = new ArrayList<>();
        for (TableIndex index : table.indexes()) {
            if (index.name().equalsIgnoreCase(name.text())) {
                view.deleteRange(Layout.entries(index).range());
            } else {
                kept.add(index);
            }
        }
        store(table.withIndexes(kept));
        view.delete(Layout.index(name.text()));
    }
}
