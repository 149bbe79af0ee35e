package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The object was closed, or the database stopped itself after a failed write and must be reopened.
 */
public final class ClosedException extends CairnException {

    @Serial private static final long serialVersionUID = 1L;

    /** Why an object no longer works. */
    public enum Reason {
        /** Its owner closed it. */
        CLEAN,
        /**
         * A write or sync failed, so nobody knows what is on disk; reopening recovers what was
         * acknowledged.
         */
        POISONED
    }

    ClosedException(
            ErrorCode code, String text, @Nullable Throwable cause, @Nullable Object... context) {
        super(code, text, cause, context);
    }

    /**
     * Reports use after close.
     *
     * @param what the kind of object, for the message
     * @return the exception, not yet thrown
     */
    public static ClosedException closed(String what) {
        return new ClosedException(
                ErrorCode.CLOSED, "it was closed before this call", null, "object", what);
    }

    /**
     * Reports that the database stopped itself.
     *
     * @param cause the failure that stopped it
     * @return the exception, not yet thrown
     */
    public static ClosedException poisoned(@Nullable Throwable cause) {
        return new ClosedException(
                ErrorCode.POISONED,
                "the database stopped after a failed write or sync; close it and open it again to recover",
                cause,
                "failure",
                cause);
    }

    /**
     * Returns why the object no longer works.
     *
     * @return the reason
     */
    public Reason reason() {
        return code() == ErrorCode.POISONED ? Reason.POISONED : Reason.CLEAN;
    }
}
