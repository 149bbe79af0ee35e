package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A listing's filter is malformed, is not known where the data is, is not allowed there, or failed
 * on an entry; nothing was delivered or consumed.
 */
public final class InvalidFilterException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param cause what the filter threw, or null
     * @param context alternating names and values of what varies
     */
    public InvalidFilterException(
            String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(ErrorCode.INVALID_FILTER, text, cause, context);
    }
}
