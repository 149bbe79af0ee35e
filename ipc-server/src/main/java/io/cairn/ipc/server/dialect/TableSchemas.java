package io.cairn.ipc.server.dialect;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * The registered tables of a database. They are kept in a keyspace of it, under their names, and so
 * outlive the server. Thread-safe.
 */
final class TableSchemas {

    /** The keyspace; made by the first registration. */
    static final String KEYSPACE = "sochdb.tables";

    private final Database database;

    TableSchemas(Database database) {
        this.database = database;
    }

    /** Registers a table. */
    void create(TableSchema schema) {
        Keyspace keyspace = database.keyspace(KEYSPACE);
        byte[] name = Fields.storable(Bytes.utf8(schema.name()));
        if (!database.in(keyspace).putIfAbsent(name, schema.stored())) {
            throw new InvalidArgumentException("the table exists", "table", schema.name());
        }
    }

    /** Finds the table that a view shows; null when there is none. */
    @Nullable TableSchema find(ReadView view, String name) {
        if (name.isEmpty() || !database.keyspaceNames().contains(KEYSPACE)) {
            return null;
        }
        byte[] stored = view.in(database.keyspace(KEYSPACE)).get(Bytes.utf8(name));
        return stored == null ? null : TableSchema.ofStored(name, stored);
    }
}
