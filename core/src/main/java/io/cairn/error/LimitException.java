package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A configured limit would be exceeded; the message names the limit, its value and what was asked.
 */
public final class LimitException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public LimitException(String text, @Nullable Object... context) {
        super(ErrorCode.LIMIT, text, null, context);
    }

    /** Rebuilds the exception. */
    LimitException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.LIMIT, text, cause, context);
    }
}
