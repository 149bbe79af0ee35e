package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Another commit wrote something this transaction read; run the whole transaction again. */
public final class ConflictException extends RetryableException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public ConflictException(String text, @Nullable Object... context) {
        super(ErrorCode.CONFLICT, text, null, context);
    }

    /** Rebuilds the exception. */
    ConflictException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.CONFLICT, text, cause, context);
    }
}
