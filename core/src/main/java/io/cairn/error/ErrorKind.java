package io.cairn.error;

/** What a caller must do about an error. */
public enum ErrorKind {
    /** Run the whole transaction again. */
    RETRY,
    /** Find out whether the commit happened before doing anything that is not idempotent. */
    UNKNOWN_OUTCOME,
    /** Fix the request; repeating it unchanged fails again. */
    INVALID,
    /** A commit hook refused the transaction. */
    VETOED,
    /** A wait ran out of time; nothing was changed. */
    TIMEOUT,
    /**
     * The environment refused: locked directory, missing permission, failed disk, lost connection.
     */
    UNAVAILABLE,
    /** Stored data is damaged or of a foreign format. */
    CORRUPT,
    /** The object was closed, or stopped itself after a failed write. */
    CLOSED
}
