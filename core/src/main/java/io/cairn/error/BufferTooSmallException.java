package io.cairn.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The caller's memory is smaller than the value; nothing was copied, and nothing was consumed. */
public final class BufferTooSmallException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

    private static final String NEEDED = "neededBytes";

    /** The size that would have been enough, in bytes. */
    private final long needed;

    /**
     * Creates the exception.
     *
     * @param needed the size that would have been enough, in bytes
     * @param given the size of the caller's memory, in bytes
     */
    public BufferTooSmallException(long needed, long given) {
        super(
                ErrorCode.BUFFER_TOO_SMALL,
                "the target memory is too small for the value; nothing was copied or consumed",
                null,
                NEEDED,
                needed,
                "givenBytes",
                given);
        this.needed = needed;
    }

    /** Rebuilds the exception; the size is in its context. */
    BufferTooSmallException(String text, @Nullable Throwable cause, @Nullable Object[] context) {
        super(ErrorCode.BUFFER_TOO_SMALL, text, cause, context);
        needed = size(context().get(NEEDED));
    }

    /**
     * Returns the size that would have been enough.
     *
     * @return the value's size in bytes; -1 when it was rebuilt from a context that does not tell
     */
    public long needed() {
        return needed;
    }

    private static long size(@Nullable String digits) {
        try {
            return digits == null ? -1 : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
