package io.cairn.error;

import java.io.Serial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything Cairn throws on purpose. Immutable.
 *
 * <p>The text is constant per cause; what varies (the key, the size, the path) is in {@link
 * #context()}, so that messages can be grouped and rebuilt in another process. Null arguments are
 * not reported here: they are {@link NullPointerException}s that name the parameter.
 */
public abstract sealed class CairnException extends RuntimeException
        permits RetryableException,
                OutcomeUnknownException,
                RequestException,
                VetoException,
                WaitTimeoutException,
                UnavailableException,
                CorruptionException,
                ClosedException {

    @Serial private static final long serialVersionUID = 1L;

    /** The precise cause. */
    private final ErrorCode code;

    /** The constant part of the message. */
    private final String text;

    /** The variable part of the message, in order. */
    private final transient Map<String, String> context;

    /**
     * Creates an exception.
     *
     * @param code the precise cause
     * @param text constant text that says what happened and what to do
     * @param cause the underlying failure, or null
     * @param context alternating names and values of what varies
     */
    CairnException(
            ErrorCode code, String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(message(text, context), cause);
        this.code = code;
        this.text = text;
        this.context = Collections.unmodifiableMap(pairs(context));
    }

    /**
     * Returns what the caller must do.
     *
     * @return the kind
     */
    public final ErrorKind kind() {
        return code.kind();
    }

    /**
     * Returns the precise cause.
     *
     * @return the code
     */
    public final ErrorCode code() {
        return code;
    }

    /**
     * Returns the constant part of the message.
     *
     * @return the text without context
     */
    public final String text() {
        return text;
    }

    /**
     * Returns the variable part of the message.
     *
     * @return names and values in order; unmodifiable
     */
    public final Map<String, String> context() {
        return context == null ? Map.of() : context;
    }

    private static Map<String, String> pairs(@Nullable Object[] context) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < context.length; i += 2) {
            map.put(String.valueOf(context[i]), String.valueOf(context[i + 1]));
        }
        return map;
    }

    private static String message(String text, @Nullable Object[] context) {
        StringBuilder message = new StringBuilder(text);
        for (int i = 0; i + 1 < context.length; i += 2) {
            message.append(i == 0 ? " [" : ", ")
                    .append(context[i])
                    .append('=')
                    .append(context[i + 1]);
        }
        return context.length == 0 ? text : message.append(']').toString();
    }
}
