package io.cairn.compat.sochdb;

/**
 * The first bytes of frames that the SDK dialect and the documented dialect have in common. Codes
 * below {@link #OK} are requests, the others replies.
 */
public final class DialectCode {

    /** Sets a value. */
    public static final int PUT = 0x01;

    /** Reads a value. */
    public static final int GET = 0x02;

    /** Removes a key. */
    public static final int DELETE = 0x03;

    /** Begins a transaction, which no other request can write into. */
    public static final int BEGIN = 0x04;

    /** Commits a transaction. */
    public static final int COMMIT = 0x05;

    /** Aborts a transaction. */
    public static final int ABORT = 0x06;

    /** Reads rows as TOON. */
    public static final int QUERY = 0x07;

    /** Registers the columns of a table. */
    public static final int CREATE_TABLE = 0x08;

    /** Sets the value of a path. */
    public static final int PUT_PATH = 0x09;

    /** Reads the value of a path. */
    public static final int GET_PATH = 0x0A;

    /** Reads all entries with a prefix. */
    public static final int SCAN = 0x0B;

    /** Forces everything to disk. */
    public static final int CHECKPOINT = 0x0C;

    /** Reads the counters. */
    public static final int STATS = 0x0D;

    /** Asks for nothing but a reply. */
    public static final int PING = 0x0E;

    /** Runs an SQL statement; always refused. */
    public static final int EXECUTE_SQL = 0x0F;

    /** It is done. */
    public static final int OK = 0x80;

    /** It failed; the payload is a text. */
    public static final int ERROR = 0x81;

    /** A value, a list of entries or the rows of a query; an empty payload is a missing value. */
    public static final int VALUE = 0x82;

    /** The number of a transaction, or the version of a commit. */
    public static final int TXN_ID = 0x83;

    /** The counters, as a JSON object of integers. */
    public static final int STATS_RESP = 0x86;

    /** The answer to a ping: eight bytes, the milliseconds since 1970. */
    public static final int PONG = 0x87;

    /** The longest key that a list of entries can hold, in bytes. */
    public static final int KEY_BYTES_MAX = 65_535;

    private DialectCode() {}
}
