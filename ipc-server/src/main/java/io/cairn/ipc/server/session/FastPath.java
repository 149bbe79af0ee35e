package io.cairn.ipc.server.session;

import io.cairn.api.Mode;
import io.cairn.api.SegmentReads;
import io.cairn.bytes.SegmentReader;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.Peer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the most frequent requests without decoding them into objects: reads of one value and
 * blind writes on the database. Whatever is not exactly that is left to the decoder. For the
 * connection's own thread.
 */
final class FastPath {

    /** Where the fields of GET, PUT and DELETE lie in a payload. */
    private static final int KIND = 4;

    private static final int KEYSPACE = 9;
    private static final int MODES = 13;

    /** A write longer than this is decoded, which shows its length to the limits first. */
    private static final int WRITE_BYTES_MAX = 64 << 10;

    /** The most keyspaces whose views are kept. */
    private static final int KEYSPACES_MAX = 256;

    private final Peer peer;
    private final Desk desk;
    private final BlindWrites blind;
    private final ValueReader reader = new ValueReader();
    private final LongValues longValues;
    private final Map<Integer, SegmentReads> others = new HashMap<>();
    private final SegmentReads standard;

    /** Reads served and not yet counted. */
    private int succeeded;

    FastPath(Peer peer, Desk desk, BlindWrites blind) {
        this.peer = peer;
        this.desk = desk;
        this.blind = blind;
        this.longValues = new LongValues(peer, desk);
        this.standard = desk.database().segments();
        this.reader.copiedMax =
                peer.takesLoans() ? LongValues.BYTES_MIN - 1 : Answer.HERE_BYTES_MAX;
    }

    /**
     * Serves a request if it is one of those.
     *
     * @param opcode the opcode
     * @param payload the payload, whose position and limit are moved only when it is served
     * @return false when it must be decoded
     */
    boolean serve(int opcode, ByteBuffer payload) {
        int start = payload.position();
        int bytes = payload.remaining();
        if (bytes <= MODES + Integer.BYTES
                || payload.get(start + KIND) != View.Kind.DATABASE.ordinal()) {
            return false;
        }
        if (opcode == Opcode.GET.code()) {
            return isPlain(payload, start) && get(payload, start, bytes);
        }
        if (bytes > WRITE_BYTES_MAX) {
            return false;
        }
        if (opcode == Opcode.PUT.code()) {
            return isPlain(payload, start) && put(payload, start, bytes);
        }
        return opcode == Opcode.DELETE.code() && delete(payload, start, bytes);
    }

    /** Returns how many reads were served since the last call. */
    int takeSucceeded() {
        int count = succeeded;
        succeeded = 0;
        return count;
    }

    private static boolean isPlain(ByteBuffer payload, int start) {
        int modes = payload.getInt(start + MODES);
        return modes == 0 || modes == Mode.INLINE.bits();
    }

    private boolean get(ByteBuffer payload, int start, int bytes) {
        int keyAt = MODES + 2 * Integer.BYTES;
        if (bytes < keyAt || payload.getInt(start + MODES + Integer.BYTES) != bytes - keyAt) {
            return false;
        }
        SegmentReads reads = reads(payload.getInt(start + KEYSPACE));
        blind.beforeOther();
        int number = payload.getInt(start);
        WireWriter out = peer.replies();
        int mark = out.begin(ReplyCode.VALUE.code(), number);
        try {
            reader.out = out;
            MemorySegment key = MemorySegment.ofBuffer(payload.slice(start + keyAt, bytes - keyAt));
            Boolean present = reads.read(key, reader);
            if (present == null) {
                out.flag(false);
            } else if (!present) {
                out.rewind(mark);
                if (!longValues.get(payload.getInt(start + KEYSPACE), number, key)) {
                    return false;
                }
                succeeded++;
                return true;
            }
            out.end(mark);
            succeeded++;
            return true;
        } catch (RuntimeException | Error e) {
            out.rewind(mark);
            throw e;
        }
    }

    private boolean put(ByteBuffer payload, int start, int bytes) {
        int at = MODES + Integer.BYTES;
        if (bytes < at + Integer.BYTES) {
            return false;
        }
        long keyBytes = Integer.toUnsignedLong(payload.getInt(start + at));
        long valueAt = at + 2 * Integer.BYTES + keyBytes;
        if (valueAt > bytes
                || Integer.toUnsignedLong(payload.getInt(start + (int) valueAt - Integer.BYTES))
                        != bytes - valueAt) {
            return false;
        }
        byte[] key = copy(payload, start + at + Integer.BYTES, (int) keyBytes);
        byte[] value = copy(payload, start + (int) valueAt, (int) (bytes - valueAt));
        blind.put(payload.getInt(start), payload.getInt(start + KEYSPACE), key, value);
        return true;
    }

    private boolean delete(ByteBuffer payload, int start, int bytes) {
        int keyAt = MODES + Integer.BYTES;
        if (payload.getInt(start + MODES) != bytes - keyAt) {
            return false;
        }
        byte[] key = copy(payload, start + keyAt, bytes - keyAt);
        blind.delete(payload.getInt(start), payload.getInt(start + KEYSPACE), key);
        return true;
    }

    private SegmentReads reads(int keyspace) {
        if (keyspace == 0) {
            return standard;
        }
        SegmentReads known = others.get(keyspace);
        if (known == null) {
            if (others.size() == KEYSPACES_MAX) {
                others.clear();
            }
            known = desk.database().in(desk.keyspaces().keyspace(keyspace)).segments();
            others.put(keyspace, known);
        }
        return known;
    }

    private static byte[] copy(ByteBuffer payload, int from, int length) {
        byte[] bytes = new byte[length];
        payload.get(from, bytes);
        return bytes;
    }

    /** Writes a value behind the beginning of its frame; false when it is too long for here. */
    private static final class ValueReader implements SegmentReader<Boolean> {

        private @Nullable WireWriter out;
        private int copiedMax;

        @Override
        public Boolean read(MemorySegment value) {
            WireWriter to = out;
            if (to == null || value.byteSize() > copiedMax) {
                return false;
            }
            to.flag(true);
            to.raw(value);
            return true;
        }
    }
}
