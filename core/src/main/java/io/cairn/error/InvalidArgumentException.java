package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An argument is malformed; the message names it. */
public final class InvalidArgumentException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public InvalidArgumentException(String text, @Nullable Object... context) {
        super(ErrorCode.INVALID_ARGUMENT, text, null, context);
    }

    /** Rebuilds the exception. */
    InvalidArgumentException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.INVALID_ARGUMENT, text, cause, context);
    }
}
