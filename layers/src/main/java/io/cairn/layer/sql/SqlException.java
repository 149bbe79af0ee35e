package io.cairn.layer.sql;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A statement cannot be run; it changed nothing. Immutable. */
public final class SqlException extends RuntimeException {

    /** What is wrong. */
    public enum Kind {
        /** The text is not SQL. */
        SYNTAX,
        /** There is no such table, column, index or function. */
        UNKNOWN_NAME,
        /** There is such a table, column or index. */
        DUPLICATE_NAME,
        /** A row breaks a primary key, UNIQUE or NOT NULL. */
        CONSTRAINT,
        /** Types do not fit, or the statement makes no sense in another way. */
        INVALID,
        /**
         * A value has no result or does not fit: division by zero, overflow, text that is no
         * number.
         */
        VALUE,
        /** It is SQL, but not of the part that is supported. */
        UNSUPPORTED,
        /** The statement needs more memory than it is allowed. */
        LIMIT
    }

    @Serial private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final Kind kind;

    /** From 1; 0 when not known. */
    private final int line;

    /** From 1; 0 when not known. */
    private final int column;

    /**
     * Makes an exception without a position.
     *
     * @param kind what is wrong
     * @param message what is wrong, for people
     */
    public SqlException(Kind kind, String message) {
        this(kind, message, 0, 0, null);
    }

    /**
     * Makes an exception.
     *
     * @param kind what is wrong
     * @param message what is wrong, for people; the position is added to it
     * @param line where in the statement, from 1; 0 when not known
     * @param column where in the line, from 1; 0 when not known
     * @param cause the underlying failure, or null
     */
    public SqlException(
            Kind kind, String message, int line, int column, @Nullable Throwable cause) {
        super(line > 0 ? message + " (line " + line + ", column " + column + ")" : message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.line = line;
        this.column = column;
    }

    /**
     * Returns what is wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns where in the statement.
     *
     * @return the line, from 1; 0 when not known
     */
    public int line() {
        return line;
    }

    /**
     * Returns where in the line.
     *
     * @return the column, from 1; 0 when not known
     */
    public int column() {
        return column;
    }
}
