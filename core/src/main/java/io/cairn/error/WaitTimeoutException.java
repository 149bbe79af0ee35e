package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A wait, or a loop of retries, ran out of time; nothing was changed by it. */
public final class WaitTimeoutException extends CairnException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public WaitTimeoutException(String text, @Nullable Object... context) {
        super(ErrorCode.TIMEOUT, text, null, context);
    }

    /** Rebuilds the exception. */
    WaitTimeoutException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.TIMEOUT, text, cause, context);
    }
}
