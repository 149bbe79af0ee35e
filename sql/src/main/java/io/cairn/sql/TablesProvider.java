package io.cairn.sql;

import io.cairn.api.Database;
import io.cairn.layer.sql.SqlProvider;
import io.cairn.layer.sql.SqlStatements;

/** Opens the tables for those who look for SQL at run time. Stateless. */
public final class TablesProvider implements SqlProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public TablesProvider() {}

    @Override
    public SqlStatements statements(Database db) {
        return SqlDatabase.of(db);
    }
}
