package io.cairn.compat.sochdb.embedded;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot do what was asked: it is closed, locked, damaged or full, or an argument or
 * an SQL statement is wrong. Immutable.
 */
public final class DatabaseError extends SochDbError {

    @Serial private static final long serialVersionUID = 1L;

    DatabaseError(String message, @Nullable RuntimeException cause) {
        super(message, cause);
    }
}
