package io.cairn.ipc.server.session;

import io.cairn.api.Cursor;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.Peer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Answers reads of long values from where the engine has them: a cursor stays on the value until it
 * is sent, as the copy would cost a fifth of the whole. For the connection's own thread.
 */
final class LongValues {

    /** Shorter values are copied, which costs less than a cursor. */
    static final int BYTES_MIN = 256 << 10;

    private final Peer peer;
    private final Desk desk;

    LongValues(Peer peer, Desk desk) {
        this.peer = peer;
        this.desk = desk;
    }

    /**
     * Answers a read if its value is long, but not too long.
     *
     * @param keyspace the keyspace's number
     * @param number the request's number
     * @param key the key
     * @return false when it has to be answered in another way
     */
    boolean get(int keyspace, int number, MemorySegment key) {
        if (!peer.takesLoans()) {
            return false;
        }
        Cursor cursor;
        try {
            cursor = open(keyspace, key.toArray(ValueLayout.JAVA_BYTE));
        } catch (CairnException e) {
            // Such as too many cursors, which a read needs none of.
            return false;
        }
        boolean lent = false;
        try {
            lent = cursor.next() && lend(number, cursor);
            return lent;
        } finally {
            if (!lent) {
                cursor.close();
            }
        }
    }

    private Cursor open(int keyspace, byte[] key) {
        WriteView view =
                keyspace == 0
                        ? desk.database()
                        : desk.database().in(desk.keyspaces().keyspace(keyspace));
        return view.scan(KeyRange.of(key, Bytes.after(key)));
    }

    private boolean lend(int number, Cursor cursor) {
        MemorySegment value = cursor.valueSegment();
        if (value.byteSize() < BYTES_MIN || value.byteSize() > Answer.HERE_BYTES_MAX) {
            return false;
        }
        WireWriter out = peer.replies();
        int mark = out.begin(ReplyCode.VALUE.code(), number);
        out.flag(true);
        out.end(mark, (int) value.byteSize());
        peer.lend(value, cursor::close);
        return true;
    }
}
