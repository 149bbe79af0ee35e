package io.cairn.compat.yokan;

/** Yokan's return codes, under their names there; {@link YokanException#code} is one of them. */
public final class ReturnCode {

    /** No error. */
    public static final int YOKAN_SUCCESS = 0;

    /** Memory could not be allocated; not used by Cairn. */
    public static final int YOKAN_ERR_ALLOCATION = 1;

    /** The engine was finalized. */
    public static final int YOKAN_ERR_INVALID_MID = 2;

    /** An argument is malformed: an empty key, a missing object, sizes that do not fit. */
    public static final int YOKAN_ERR_INVALID_ARGS = 3;

    /** There is no provider with this number, or another one has it. */
    public static final int YOKAN_ERR_INVALID_PROVIDER = 4;

    /** The provider has no database, or it was closed. */
    public static final int YOKAN_ERR_INVALID_DATABASE = 5;

    /** The configuration names an unknown type of database. */
    public static final int YOKAN_ERR_INVALID_BACKEND = 6;

    /** The configuration is not JSON, or has an unknown, missing or wrong field. */
    public static final int YOKAN_ERR_INVALID_CONFIG = 7;

    /** A document's identifier has not been given out yet. */
    public static final int YOKAN_ERR_INVALID_ID = 8;

    /** A filter is unknown, malformed, or failed. */
    public static final int YOKAN_ERR_INVALID_FILTER = 9;

    /** The address cannot be reached, or the connection was lost. */
    public static final int YOKAN_ERR_FROM_MERCURY = 10;

    /** Yokan's threads failed; not used by Cairn. */
    public static final int YOKAN_ERR_FROM_ARGOBOTS = 11;

    /** Yokan's migration failed; not used by Cairn. */
    public static final int YOKAN_ERR_FROM_REMI = 12;

    /** This database cannot do that. */
    public static final int YOKAN_ERR_OP_UNSUPPORTED = 13;

    /** A configured limit forbids it. */
    public static final int YOKAN_ERR_OP_FORBIDDEN = 14;

    /** The key, document or collection does not exist. */
    public static final int YOKAN_ERR_KEY_NOT_FOUND = 15;

    /** The caller's memory is too small; nothing was copied or consumed. */
    public static final int YOKAN_ERR_BUFFER_SIZE = 16;

    /** The key, document or collection exists. */
    public static final int YOKAN_ERR_KEY_EXISTS = 17;

    /** Stored bytes are damaged or of an unknown format. */
    public static final int YOKAN_ERR_CORRUPTION = 18;

    /** The operating system reported an error, or the database stopped after one. */
    public static final int YOKAN_ERR_IO = 19;

    /** Nobody knows whether the write happened. */
    public static final int YOKAN_ERR_INCOMPLETE = 20;

    /** A wait ran out of time. */
    public static final int YOKAN_ERR_TIMEOUT = 21;

    /** A commit hook refused. */
    public static final int YOKAN_ERR_ABORTED = 22;

    /** Another process, or another database object, holds the directory. */
    public static final int YOKAN_ERR_BUSY = 23;

    /** The transaction was too old. */
    public static final int YOKAN_ERR_EXPIRED = 24;

    /** The retries after conflicts are used up; nothing was written. */
    public static final int YOKAN_ERR_TRY_AGAIN = 25;

    /** The device is full. */
    public static final int YOKAN_ERR_SYSTEM = 26;

    /** The waiting thread was interrupted. */
    public static final int YOKAN_ERR_CANCELED = 27;

    /** The operating system denied access. */
    public static final int YOKAN_ERR_PERMISSION = 28;

    /** Modes contradict each other, or the call cannot honour one. */
    public static final int YOKAN_ERR_MODE = 29;

    /** Memory with gaps, which Java has not; not used by Cairn. */
    public static final int YOKAN_ERR_NONCONTIG = 30;

    /** The target cannot be written. */
    public static final int YOKAN_ERR_READONLY = 31;

    /** The database moved; not used by Cairn. */
    public static final int YOKAN_ERR_MIGRATED = 32;

    /** The engine cannot be called back; not used by Cairn. */
    public static final int YOKAN_ERR_MID_NOT_LISTENING = 33;

    /** Thrown by a callback to end an iteration, which is then a success. */
    public static final int YOKAN_STOP_ITERATION = 34;

    /** Anything else. */
    public static final int YOKAN_ERR_OTHER = 35;

    private ReturnCode() {}
}
