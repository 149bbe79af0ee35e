package io.cairn.ipc.server.dialect;

import io.cairn.api.Entry;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import java.nio.ByteBuffer;

/**
 * The dialect of the published table of frames, in which a connection to the main socket begins.
 * HELLO ends it. Called on the connection's own thread; the transport ends it.
 *
 * <pre>
 * PUT   0x01 | key_len u32 | key | val_len u32 | value
 * GET   0x02 | key_len u32 | key      DELETE 0x03 likewise
 * QUERY 0x07 | {"prefix": "users/", "limit": 10, "offset": 0, "select": ["name"]}
 * VALUE 0x82 | val_len u32 | value; nothing at all for a missing value
 * </pre>
 *
 * <p>Requests that the table lacks (0x08 to 0x0B) are those of {@link SdkDialect}.
 */
public final class DocumentedDialect extends OrderedDialect {

    private final Peer peer;
    private final SessionStart sessions;

    /**
     * Begins to serve a connection.
     *
     * @param peer the connection
     * @param setup the database and the limits
     * @param sessions answers HELLO
     */
    public DocumentedDialect(Peer peer, DialectSetup setup, SessionStart sessions) {
        super(peer, setup, new Answers(true));
        this.peer = peer;
        this.sessions = sessions;
    }

    @Override
    public FrameHandler frame(int opcode, ByteBuffer payload) {
        if (opcode != Opcode.HELLO.code()) {
            return super.frame(opcode, payload);
        }
        FrameHandler next = sessions.hello(peer, payload, this);
        if (next != this) {
            handedOver();
        }
        return next;
    }

    @Override
    Entry readPut(WireReader in) {
        Entry entry = new Entry(in.bytes(), in.bytes());
        in.end();
        return entry;
    }

    @Override
    byte[] readKey(WireReader in) {
        byte[] key = in.bytes();
        in.end();
        return key;
    }

    @Override
    QueryRequest readQuery(WireReader in) {
        return QueryRequest.fromJson(Fields.utf8(in.rest(), "query"));
    }
}
