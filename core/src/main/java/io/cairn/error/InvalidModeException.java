package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A refused combination of mode flags, or a flag that this operation cannot honour; nothing was
 * done.
 */
public final class InvalidModeException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public InvalidModeException(String text, @Nullable Object... context) {
        super(ErrorCode.INVALID_MODE, text, null, context);
    }

    /** Rebuilds the exception. */
    InvalidModeException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.INVALID_MODE, text, cause, context);
    }
}
