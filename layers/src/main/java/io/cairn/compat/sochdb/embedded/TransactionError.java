package io.cairn.compat.sochdb.embedded;

import io.cairn.error.CairnException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A transaction cannot go on: it has ended, or others were faster. When the cause is a {@link
 * io.cairn.error.RetryableException}, nothing was written and the same work can be done again in a
 * new transaction. Immutable.
 */
public final class TransactionError extends SochDbError {

    @Serial private static final long serialVersionUID = 1L;

    TransactionError(String message, @Nullable CairnException cause) {
        super(message, cause);
    }
}
