package io.cairn.layer.sql;

import io.cairn.api.Database;
import io.cairn.error.UnsupportedRequestException;
import java.util.Objects;
import java.util.ServiceLoader;

/** How the library that runs SQL is found. Stateless. */
public interface SqlProvider {

    /**
     * Makes what runs statements on a database.
     *
     * @param db the database, which the caller closes
     * @return the door to its tables
     */
    SqlStatements statements(Database db);

    /**
     * Looks for the library and makes what runs statements on a database.
     *
     * @param db the database, which the caller closes
     * @return the door to its tables
     * @throws UnsupportedRequestException when the library {@code io.cairn:cairn-sql} is missing
     */
    static SqlStatements open(Database db) {
        Objects.requireNonNull(db, "db");
        return ServiceLoader.load(SqlProvider.class, SqlProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() ->
                        new UnsupportedRequestException(
                                "SQL needs one more library; add the dependency",
                                "dependency",
                                "io.cairn:cairn-sql"))
                .statements(db);
    }
}
