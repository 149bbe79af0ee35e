package io.cairn.compat.sochdb.embedded;

import io.cairn.error.CairnException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot do what was asked: it is closed, locked, damaged or full, or an argument is
 * wrong. Immutable.
 */
public final class DatabaseError extends SochDbError {

    @Serial private static final long serialVersionUID = 1L;

    DatabaseError(String message, @Nullable CairnException cause) {
        super(message, cause);
    }
}
