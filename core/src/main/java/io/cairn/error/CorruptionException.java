package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Stored data is damaged, or not of a format this version reads; nothing was changed. */
public final class CorruptionException extends CairnException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param code the precise cause, of kind {@link ErrorKind#CORRUPT}
     * @param text constant text that says what happened and what to do
     * @param cause the underlying failure, or null
     * @param context alternating names and values of what varies
     */
    public CorruptionException(
            ErrorCode code, String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(code, text, cause, context);
    }
}
