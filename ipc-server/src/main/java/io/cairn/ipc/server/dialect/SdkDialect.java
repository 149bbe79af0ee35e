package io.cairn.ipc.server.dialect;

import io.cairn.api.Entry;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.server.connection.Peer;

/**
 * The dialect of the published SochDB clients, byte for byte. Called on the connection's own
 * thread; the transport ends it.
 *
 * <pre>
 * PUT   0x01 | key_len u32 | key | value: the rest
 * GET   0x02 | key: all               DELETE 0x03 likewise
 * QUERY 0x07 | path_len u16 | path | limit u32 | offset u32 | ncols u16 | ncols x (len u16, name)
 * VALUE 0x82 | value: all
 * </pre>
 */
public final class SdkDialect extends OrderedDialect {

    /**
     * Begins to serve a connection.
     *
     * @param peer the connection
     * @param setup the database and the limits
     */
    public SdkDialect(Peer peer, DialectSetup setup) {
        super(peer, setup, new Answers(false));
    }

    @Override
    Entry readPut(WireReader in) {
        byte[] key = in.bytes();
        return new Entry(key, in.rest());
    }

    @Override
    byte[] readKey(WireReader in) {
        return in.rest();
    }

    @Override
    QueryRequest readQuery(WireReader in) {
        return QueryRequest.decode(in);
    }
}
