package io.cairn.ipc.protocol;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first byte of a request in the extended dialect, and how its body is read. Codes are stable
 * and never reused; 0x01 to 0x0F belong to the documented dialect and 0x80 and above to replies.
 */
public enum Opcode {
    /** Asks for the extended dialect. */
    HELLO(0x10, AdminRequest.Hello::decode),
    /** Asks for nothing but a reply. */
    PING(0x11, AdminRequest.Ping::decode),
    /** Reads a value. */
    GET(0x12, ReadRequest.Get::decode),
    /** Reads several values. */
    GET_ALL(0x13, ReadRequest.GetAll::decode),
    /** Tells which keys are present. */
    EXISTS(0x14, ReadRequest.Exists::decode),
    /** Tells the lengths of values. */
    LENGTHS(0x15, ReadRequest.Lengths::decode),
    /** Reads values into memory of given sizes. */
    GET_SIZED(0x16, ReadRequest.GetSized::decode),
    /** Reads a value into a region. */
    GET_INTO(0x17, ReadRequest.GetInto::decode),
    /** Counts a range. */
    COUNT(0x18, ReadRequest.Count::decode),
    /** Sets a value. */
    PUT(0x20, WriteRequest.Put::decode),
    /** Sets several values. */
    PUT_ALL(0x21, WriteRequest.PutAll::decode),
    /** Removes a key. */
    DELETE(0x22, WriteRequest.Delete::decode),
    /** Removes several keys. */
    DELETE_ALL(0x23, WriteRequest.DeleteAll::decode),
    /** Removes a range. */
    DELETE_RANGE(0x24, WriteRequest.DeleteRange::decode),
    /** Sets a value that lies in a region. */
    PUT_FROM(0x25, WriteRequest.PutFrom::decode),
    /** Sets a value with the stamp of the commit in it. */
    PUT_STAMPED(0x26, WriteRequest.PutStamped::decode),
    /** Lists one page of keys. */
    LIST_KEYS(0x28, ListingRequest.Keys::decode),
    /** Lists one page of entries. */
    LIST(0x29, ListingRequest.Entries::decode),
    /** Lists into memory of given sizes. */
    LIST_SIZED(0x2A, ListingRequest.Sized::decode),
    /** Lists the children of a path. */
    CHILDREN(0x2B, ListingRequest.Children::decode),
    /** Opens a cursor. */
    SCAN_OPEN(0x30, ScanRequest.Open::decode),
    /** Asks a cursor for its next page. */
    SCAN_NEXT(0x31, ScanRequest.Next::decode),
    /** Closes a cursor. */
    SCAN_CLOSE(0x32, ScanRequest.Close::decode),
    /** Begins a transaction. */
    BEGIN(0x38, TransactionRequest.Begin::decode),
    /** Hands over what a transaction wrote and read at the client. */
    RECORD(0x39, TransactionRequest.Record::decode),
    /** Commits a transaction. */
    COMMIT(0x3A, TransactionRequest.Commit::decode),
    /** Aborts a transaction. */
    ABORT(0x3B, TransactionRequest.Abort::decode),
    /** Opens a snapshot. */
    SNAPSHOT_OPEN(0x3C, TransactionRequest.OpenSnapshot::decode),
    /** Closes a snapshot. */
    SNAPSHOT_CLOSE(0x3D, TransactionRequest.CloseSnapshot::decode),
    /** Asks what became of a commit. */
    OUTCOME(0x3E, TransactionRequest.Outcome::decode),
    /** Opens or makes a keyspace. */
    KEYSPACE_OPEN(0x40, KeyspaceRequest.Open::decode),
    /** Lists the keyspaces. */
    KEYSPACE_NAMES(0x41, KeyspaceRequest.Names::decode),
    /** Removes a keyspace. */
    KEYSPACE_DROP(0x42, KeyspaceRequest.Drop::decode),
    /** Waits until keys are present. */
    AWAIT(0x48, WaitRequest.Await::decode),
    /** Makes a watch. */
    WATCH_OPEN(0x49, WaitRequest.OpenWatch::decode),
    /** Asks whether a watch has fired. */
    WATCH_FIRED(0x4A, WaitRequest.WatchFired::decode),
    /** Waits for a watch to fire. */
    WATCH_AWAIT(0x4B, WaitRequest.AwaitWatch::decode),
    /** Forgets a watch. */
    WATCH_CLOSE(0x4C, WaitRequest.CloseWatch::decode),
    /** Ends another request that waits. */
    CANCEL(0x4D, WaitRequest.Cancel::decode),
    /** Asks for shared memory. */
    REGION_OPEN(0x50, RegionRequest.Open::decode),
    /** Says that shared memory has been mapped. */
    REGION_MAPPED(0x51, RegionRequest.Mapped::decode),
    /** Gives shared memory back. */
    REGION_CLOSE(0x52, RegionRequest.Close::decode),
    /** Carries another request whose body lies in a region. */
    SPILLED(0x53, RegionRequest.Spilled::decode),
    /** Forces everything to disk. */
    CHECKPOINT(0x58, AdminRequest.Checkpoint::decode),
    /** Reads the counters. */
    STATS(0x59, AdminRequest.Counters::decode),
    /** Writes a copy of the database into a directory. */
    EXPORT(0x5A, AdminRequest.Export::decode);

    private static final @Nullable Opcode[] BY_CODE = new Opcode[256];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;
    private final Function<WireReader, Request> decoder;

    Opcode(int code, Function<WireReader, Request> decoder) {
        this.code = code;
        this.decoder = decoder;
    }

    /**
     * Returns the byte on the wire.
     *
     * @return 0x10 to 0x7F
     */
    public int code() {
        return code;
    }

    /**
     * Finds the opcode of a byte.
     *
     * @param code 0 to 255
     * @return the opcode, or null when there is none
     */
    public static @Nullable Opcode of(int code) {
        return BY_CODE[code & 0xFF];
    }

    /**
     * Reads a request's body to its end.
     *
     * @param body what follows the request's number
     * @return the request
     * @throws io.cairn.error.InvalidArgumentException when the body is malformed
     */
    public Request decode(WireReader body) {
        Request request = decoder.apply(body);
        body.end();
        return request;
    }
}
