package io.cairn.error;

import java.io.Serial;

/** The caller's memory is smaller than the value; nothing was copied, and nothing was consumed. */
public final class BufferTooSmallException extends RequestException {

    @Serial private static final long serialVersionUID = 1L;

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
                "neededBytes",
                needed,
                "givenBytes",
                given);
        this.needed = needed;
    }

    /**
     * Returns the size that would have been enough.
     *
     * @return the value's size in bytes
     */
    public long needed() {
        return needed;
    }
}
