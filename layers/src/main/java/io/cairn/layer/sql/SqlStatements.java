package io.cairn.layer.sql;

import io.cairn.api.TransactionScope;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL statements on one database. Thread-safe; never closed, and of no use once the database
 * is.
 */
public interface SqlStatements {

    /**
     * Runs a statement in a transaction of its own: all of it happens or nothing.
     *
     * @param sql one statement; a semicolon at its end is allowed
     * @param parameters a value for each question mark, in order
     * @return rows, or how many were changed
     * @throws SqlException when the statement is wrong, not supported, or breaks a constraint;
     *     nothing was written
     * @throws io.cairn.error.CairnException when the database cannot do it
     */
    SqlResult execute(String sql, @Nullable Object... parameters);

    /**
     * Runs a statement as a part of a transaction. When it fails, nothing of it is in the
     * transaction, which can go on.
     *
     * @param scope the transaction; or the database, as in {@link #execute(String, Object...)}
     * @param sql one statement; a semicolon at its end is allowed
     * @param parameters a value for each question mark, in order
     * @return rows, or how many were changed
     * @throws SqlException when the statement is wrong, not supported, or breaks a constraint
     * @throws io.cairn.error.CairnException when the database cannot do it
     */
    SqlResult execute(TransactionScope scope, String sql, @Nullable Object... parameters);
}
