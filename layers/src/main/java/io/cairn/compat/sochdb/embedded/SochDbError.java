package io.cairn.compat.sochdb.embedded;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorKind;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.VetoException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The root of what this package throws. Immutable. The cause, when there is one, is Cairn's own
 * exception, whose {@link CairnException#kind} says what to do, or an {@link
 * io.cairn.layer.sql.SqlException}.
 */
public abstract sealed class SochDbError extends RuntimeException
        permits DatabaseError, TransactionError {

    @Serial private static final long serialVersionUID = 1L;

    SochDbError(String message, @Nullable RuntimeException cause) {
        super(message, cause);
    }

    /** What concerns the fate of a transaction is an error of the transaction. */
    static SochDbError of(CairnException cause) {
        boolean transaction =
                cause.kind() == ErrorKind.RETRY
                        || cause instanceof TransactionStateException
                        || cause instanceof OutcomeUnknownException
                        || cause instanceof VetoException;
        String message = String.valueOf(cause.getMessage());
        return transaction
                ? new TransactionError(message, cause)
                : new DatabaseError(message, cause);
    }
}
