package io.cairn.ipc.protocol;

/**
 * Which state a request reads or writes, and which keyspace of it. Immutable.
 *
 * <pre>
 *  0       1            5             9
 * +-------+------------+-------------+
 * | kind  | handle     | keyspace    |
 * |  u8   |  u32       |  u32        |
 * +-------+------------+-------------+
 * </pre>
 *
 * @param kind whose state
 * @param handle the transaction or snapshot, as the client numbered it; 0 for the database
 * @param keyspace the number that the server gave the keyspace; 0 for the default keyspace
 */
public record View(Kind kind, int handle, int keyspace) {

    /** Whose state; the order is the wire's. */
    public enum Kind {
        /** The newest state; each request is a transaction of its own. */
        DATABASE,
        /** An open transaction's. */
        TRANSACTION,
        /** An open transaction's, without counting what is read. */
        UNTRACKED,
        /** An open snapshot's. */
        SNAPSHOT
    }

    /** The bytes of a view in a request. */
    static final int BYTES = 9;

    private static final Kind[] KINDS = Kind.values();

    /** The newest state of the default keyspace. */
    public static final View DATABASE = new View(Kind.DATABASE, 0, 0);

    /**
     * Returns the same state of another keyspace.
     *
     * @param keyspace the keyspace's number
     * @return a copy
     */
    public View in(int keyspace) {
        return new View(kind, handle, keyspace);
    }

    void encode(WireWriter out) {
        out.u8(kind.ordinal());
        out.u32(handle);
        out.u32(keyspace);
    }

    static View decode(WireReader in) {
        Kind kind = in.constant(KINDS);
        return new View(kind, in.u32(), in.u32());
    }
}
