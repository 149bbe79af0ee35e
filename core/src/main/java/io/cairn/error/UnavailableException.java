package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The environment refused: a locked directory, a missing permission, a full or failing disk, a lost
 * connection.
 */
public final class UnavailableException extends CairnException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param code the precise cause, of kind {@link ErrorKind#UNAVAILABLE}
     * @param text constant text that says what happened and what to do
     * @param cause the underlying failure, or null
     * @param context alternating names and values of what varies
     */
    public UnavailableException(
            ErrorCode code, String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(code, text, cause, context);
    }
}
