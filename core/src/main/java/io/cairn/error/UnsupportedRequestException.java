package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** This database cannot do what was asked, on purpose and always. */
public final class UnsupportedRequestException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public UnsupportedRequestException(String text, @Nullable Object... context) {
        super(ErrorCode.UNSUPPORTED, text, null, context);
    }

    /** Rebuilds the exception. */
    UnsupportedRequestException(
            String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.UNSUPPORTED, text, cause, context);
    }
}
