package io.cairn.error;

import java.io.Serial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
     * Rebuilds an exception from its parts, as they arrive from another process.
     *
     * <p>Its class is the one that belongs to the code. Its text, context and message are those of
     * the original. {@link BufferTooSmallException#needed} and {@link ClosedException#reason} are
     * right as well, as they follow from the context and the code.
     *
     * @param code the original's code
     * @param text the original's text
     * @param context the original's context, whose order is kept
     * @param cause what to give as the cause, or null
     * @return the exception, not yet thrown
     */
    public static CairnException of(
            ErrorCode code, String text, Map<String, String> context, @Nullable Throwable cause) {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        @Nullable Object[] flat = flat(Objects.requireNonNull(context, "context"));
        return switch (code) {
            case CONFLICT -> new ConflictException(text, cause, flat);
            case TOO_OLD -> new TransactionTooOldException(text, cause, flat);
            case UNKNOWN_COMMIT -> new OutcomeUnknownException(text, cause, flat);
            case INVALID_MODE -> new InvalidModeException(text, cause, flat);
            case INVALID_FILTER -> new InvalidFilterException(text, cause, flat);
            case BUFFER_TOO_SMALL -> new BufferTooSmallException(text, cause, flat);
            case LIMIT -> new LimitException(text, cause, flat);
            case UNSUPPORTED -> new UnsupportedRequestException(text, cause, flat);
            case BAD_STATE -> new TransactionStateException(text, cause, flat);
            case INVALID_ARGUMENT -> new InvalidArgumentException(text, cause, flat);
            case INVALID_CONFIG -> new ConfigException(text, cause, flat);
            case VETO -> new VetoException(text, cause, flat);
            case TIMEOUT -> new WaitTimeoutException(text, cause, flat);
            case LOCKED, IO, NO_SPACE, PERMISSION, DISCONNECTED ->
                    new UnavailableException(code, text, cause, flat);
            case CHECKSUM, FORMAT -> new CorruptionException(code, text, cause, flat);
            case CLOSED, POISONED -> new ClosedException(code, text, cause, flat);
        };
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

    private static @Nullable Object[] flat(Map<String, String> context) {
        @Nullable Object[] flat = new Object[context.size() * 2];
        int at = 0;
        for (Map.Entry<String, String> pair : context.entrySet()) {
            flat[at++] = pair.getKey();
            flat[at++] = pair.getValue();
        }
        return flat;
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
