package io.cairn.bytes;

/** The order in which a scan walks its range. */
public enum Direction {
    /** Ascending unsigned byte order. */
    FORWARD,
    /** Descending unsigned byte order. */
    REVERSE
}
