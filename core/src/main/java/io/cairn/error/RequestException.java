package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The request itself is wrong; repeating it unchanged fails again, and nothing was done. */
public abstract sealed class RequestException extends CairnException
        permits InvalidModeException,
                InvalidFilterException,
                BufferTooSmallException,
                LimitException,
                UnsupportedRequestException,
                TransactionStateException,
                InvalidArgumentException,
                ConfigException {

    @Serial private static final long serialVersionUID = 1L;

    RequestException(
            ErrorCode code, String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(code, text, cause, context);
    }
}
