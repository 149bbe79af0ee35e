package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A configuration field is unknown, of the wrong type or out of range; the message starts with its
 * JSON pointer.
 */
public final class ConfigException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param context alternating names and values of what varies
     */
    public ConfigException(String text, @Nullable Object... context) {
        super(ErrorCode.INVALID_CONFIG, text, null, context);
    }

    /** Rebuilds the exception. */
    ConfigException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.INVALID_CONFIG, text, cause, context);
    }
}
