package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A before-commit hook refused the transaction, which was aborted; the cause is what the hook
 * threw.
 */
public final class VetoException extends CairnException {

    @Serial private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what happened and what to do
     * @param cause the underlying failure, or null
     * @param context alternating names and values of what varies
     */
    public VetoException(String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(ErrorCode.VETO, text, cause, context);
    }
}
