package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The commit was in flight when the database stopped: it happened entirely or not at all, and
 * reopening tells which.
 */
public final class OutcomeUnknownException extends CairnException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param cause the underlying failure, or null
     * @param context alternating names and values of what varies
     */
    public OutcomeUnknownException(
            String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(ErrorCode.UNKNOWN_COMMIT, text, cause, context);
    }
}
