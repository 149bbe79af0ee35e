package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The transaction did not happen and may succeed when its whole body is run again; {@code transact}
 * does so.
 */
public abstract sealed class RetryableException extends CairnException
        permits ConflictException, TransactionTooOldException {

    @Serial private static final long serialVersionUID = 1L;

    RetryableException(
            ErrorCode code, String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(code, text, cause, context);
    }
}
