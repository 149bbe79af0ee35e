package io.cairn.error;

/**
 * The precise cause of an error. Names are stable: they travel between processes and are never
 * reused.
 */
public enum ErrorCode {
    /** Another commit wrote what this transaction read (or, under SNAPSHOT, wrote). */
    CONFLICT(ErrorKind.RETRY),
    /** The transaction outlived the kept history of commits, or its maximum age. */
    TOO_OLD(ErrorKind.RETRY),
    /** The commit was in flight when the database stopped or the connection was lost. */
    UNKNOWN_COMMIT(ErrorKind.UNKNOWN_OUTCOME),
    /** A refused combination of mode flags, or a flag this operation cannot honour. */
    INVALID_MODE(ErrorKind.INVALID),
    /** A listing's filter is malformed, not known, not allowed, or failed. */
    INVALID_FILTER(ErrorKind.INVALID),
    /** The caller's memory is too small for the value; nothing was copied or consumed. */
    BUFFER_TOO_SMALL(ErrorKind.INVALID),
    /** A configured limit would be exceeded. */
    LIMIT(ErrorKind.INVALID),
    /** This database cannot do that at all. */
    UNSUPPORTED(ErrorKind.INVALID),
    /** The object is in the wrong state, or used by two threads at once. */
    BAD_STATE(ErrorKind.INVALID),
    /** An argument is malformed: an empty key, a bad path, an unknown URL scheme. */
    INVALID_ARGUMENT(ErrorKind.INVALID),
    /** A configuration field is unknown, of the wrong type or out of range. */
    INVALID_CONFIG(ErrorKind.INVALID),
    /** A before-commit hook refused. */
    VETO(ErrorKind.VETOED),
    /** A wait or a retry loop ran out of time. */
    TIMEOUT(ErrorKind.TIMEOUT),
    /** Another process, or another database object, holds the directory. */
    LOCKED(ErrorKind.UNAVAILABLE),
    /** The operating system reported an input/output error. */
    IO(ErrorKind.UNAVAILABLE),
    /** The device or quota is full. */
    NO_SPACE(ErrorKind.UNAVAILABLE),
    /** The operating system denied access. */
    PERMISSION(ErrorKind.UNAVAILABLE),
    /** The connection to the server was lost. */
    DISCONNECTED(ErrorKind.UNAVAILABLE),
    /** Stored bytes do not match their checksum or their format. */
    CHECKSUM(ErrorKind.CORRUPT),
    /** The directory is of a newer or unknown format, or not a database of ours. */
    FORMAT(ErrorKind.CORRUPT),
    /** The object was closed by its owner. */
    CLOSED(ErrorKind.CLOSED),
    /** The database stopped after a failed write or sync; reopen it to recover. */
    POISONED(ErrorKind.CLOSED);

    private final ErrorKind kind;

    ErrorCode(ErrorKind kind) {
        this.kind = kind;
    }

    /**
     * Returns what the caller must do.
     *
     * @return the kind this code belongs to
     */
    public ErrorKind kind() {
        return kind;
    }
}
