package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The transaction lived longer than the kept history of commits or its maximum age; run it again,
 * in smaller pieces.
 */
public final class TransactionTooOldException extends RetryableException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public TransactionTooOldException(String text, @Nullable Object... context) {
        super(ErrorCode.TOO_OLD, text, null, context);
    }

    /** Rebuilds the exception. */
    TransactionTooOldException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.TOO_OLD, text, cause, context);
    }
}
