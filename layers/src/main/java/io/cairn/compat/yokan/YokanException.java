package io.cairn.compat.yokan;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.layer.collection.CollectionException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An error with Yokan's number; where Cairn reported it, the cause is Cairn's exception. Immutable.
 */
public final class YokanException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** One of {@link ReturnCode}. */
    private final int code;

    /**
     * Creates the exception. A callback throws one with {@link ReturnCode#YOKAN_STOP_ITERATION} to
     * end an iteration.
     *
     * @param code one of {@link ReturnCode}
     * @param text what happened and what to do
     */
    public YokanException(int code, String text) {
        this(code, text, null);
    }

    YokanException(int code, String text, @Nullable Throwable cause) {
        super(text + " [code=" + code + "]", cause);
        this.code = code;
    }

    /** Gives one of Cairn's errors its number. */
    static YokanException of(CairnException cause) {
        return new YokanException(codeOf(cause.code()), String.valueOf(cause.getMessage()), cause);
    }

    /** Gives an error of the collections its number. */
    static YokanException of(CollectionException cause) {
        int code =
                switch (cause.reason()) {
                    case COLLECTION_EXISTS, DOCUMENT_EXISTS, INDEX_EXISTS, NOT_UNIQUE ->
                            ReturnCode.YOKAN_ERR_KEY_EXISTS;
                    case NO_COLLECTION, NO_DOCUMENT, NO_INDEX -> ReturnCode.YOKAN_ERR_KEY_NOT_FOUND;
                    case UNKNOWN_ID -> ReturnCode.YOKAN_ERR_INVALID_ID;
                };
        return new YokanException(code, String.valueOf(cause.getMessage()), cause);
    }

    /** Refuses arguments. */
    static YokanException invalid(String text) {
        return new YokanException(ReturnCode.YOKAN_ERR_INVALID_ARGS, text);
    }

    /**
     * Returns Yokan's number.
     *
     * @return one of {@link ReturnCode}
     */
    public int code() {
        return code;
    }

    /** Returns the number for each of Cairn's causes. */
    static int codeOf(ErrorCode code) {
        return switch (code) {
            case CONFLICT -> ReturnCode.YOKAN_ERR_TRY_AGAIN;
            case TOO_OLD -> ReturnCode.YOKAN_ERR_EXPIRED;
            case UNKNOWN_COMMIT -> ReturnCode.YOKAN_ERR_INCOMPLETE;
            case INVALID_MODE -> ReturnCode.YOKAN_ERR_MODE;
            case INVALID_FILTER -> ReturnCode.YOKAN_ERR_INVALID_FILTER;
            case BUFFER_TOO_SMALL -> ReturnCode.YOKAN_ERR_BUFFER_SIZE;
            case LIMIT -> ReturnCode.YOKAN_ERR_OP_FORBIDDEN;
            case UNSUPPORTED -> ReturnCode.YOKAN_ERR_OP_UNSUPPORTED;
            case BAD_STATE -> ReturnCode.YOKAN_ERR_OTHER;
            case INVALID_ARGUMENT -> ReturnCode.YOKAN_ERR_INVALID_ARGS;
            case INVALID_CONFIG -> ReturnCode.YOKAN_ERR_INVALID_CONFIG;
            case VETO -> ReturnCode.YOKAN_ERR_ABORTED;
            case TIMEOUT -> ReturnCode.YOKAN_ERR_TIMEOUT;
            case LOCKED -> ReturnCode.YOKAN_ERR_BUSY;
            case IO, POISONED -> ReturnCode.YOKAN_ERR_IO;
            case NO_SPACE -> ReturnCode.YOKAN_ERR_SYSTEM;
            case PERMISSION -> ReturnCode.YOKAN_ERR_PERMISSION;
            case DISCONNECTED -> ReturnCode.YOKAN_ERR_FROM_MERCURY;
            case CHECKSUM, FORMAT -> ReturnCode.YOKAN_ERR_CORRUPTION;
            case CLOSED -> ReturnCode.YOKAN_ERR_INVALID_DATABASE;
        };
    }
}
