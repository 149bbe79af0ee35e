package io.cairn.api;

/** Why a cursor or a page ended. */
public enum EndReason {
    /** The range has no more entries. */
    EXHAUSTED,
    /** The limit on entries was reached. */
    LIMIT,
    /** The limit on bytes was reached. */
    BYTE_LIMIT,
    /** A limit on time was reached; the scan can be resumed. */
    TIME_LIMIT
}
