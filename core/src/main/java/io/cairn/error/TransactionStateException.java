package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The object is in the wrong state for the call, or two threads use it at once; nothing was done.
 */
public final class TransactionStateException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public TransactionStateException(String text, @Nullable Object... context) {
        super(ErrorCode.BAD_STATE, text, null, context);
    }

    /** Rebuilds the exception. */
    TransactionStateException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.BAD_STATE, text, cause, context);
    }
}
