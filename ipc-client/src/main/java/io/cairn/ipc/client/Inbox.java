package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.WireReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives on a connection into replies. Only for the thread that has the role of the
 * reader.
 *
 * <p>Replies are decoded where they lie in one buffer of fixed size. The rest of a longer reply is
 * read straight into an array of its size, which for values and pages is the one that the caller
 * gets.
 */
final class Inbox {

    /** Takes replies as they come. */
    @FunctionalInterface
    interface Sink {
        void accept(int number, Reply reply) throws IOException;
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Replies up to this size are waited for in the buffer. */
    private static final int SMALL_BYTES_MAX = 16 * 1024;

    /** The error of the documented dialect, which a server says to a client it does not let in. */
    private static final int REFUSAL = 0x81;

    private static final int PREFIX_BYTES = Frame.HEADER_BYTES + Frame.NUMBER_BYTES;

    private final Transport transport;
    private final Sink sink;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable LongReply longReply;
    private boolean more;

    Inbox(Transport transport, Sink sink) {
        this.transport = transport;
        this.sink = sink;
    }

    /** Tells whether the last read took as much as it could, so that more is likely there. */
    boolean more() {
        return more;
    }

    /** Returns how many bytes of a reply lie here whose end has not come, its header included. */
    int halfReplyBytes() {
        return longReply == null ? buffer.position() : longReply.received();
    }

    /**
     * Reads once and hands over all replies that are complete.
     *
     * @return false when the server has closed the connection
     * @throws IOException when the connection is broken
     * @throws BrokenProtocolException when what arrived is no reply
     * @throws RuntimeException when the body of a reply is malformed
     */
    boolean read() throws IOException {
        ByteBuffer target = longReply == null ? buffer : longReply.rest;
        int read = transport.read(target);
        more = read > 0 && !target.hasRemaining();
        if (longReply == null) {
            if (read > 0) {
                cut();
            }
        } else if (!longReply.rest.hasRemaining()) {
            LongReply complete = longReply;
            longReply = null;
            sink.accept(complete.number, complete.decode());
        }
        return read >= 0;
    }

    private void cut() throws IOException {
        buffer.flip();
        try {
            boolean cutting = true;
            while (cutting && buffer.remaining() >= Frame.HEADER_BYTES) {
                cutting = cutOne();
            }
        } finally {
            buffer.compact();
        }
    }

    /** Takes one reply off the buffer; returns false when its end has not come. */
    private boolean cutOne() throws IOException {
        int at = buffer.position();
        ReplyCode code = code(buffer.get(at));
        int total = Frame.HEADER_BYTES + payload(buffer.getInt(at + 1), code);
        if (buffer.remaining() < total) {
            int head = PREFIX_BYTES + LongReply.headBytes(code);
            if (total > SMALL_BYTES_MAX && buffer.remaining() >= head) {
                longReply = new LongReply(code, total - PREFIX_BYTES, buffer);
            }
            return false;
        }
        int number = buffer.getInt(at + Frame.HEADER_BYTES);
        int limit = buffer.limit();
        buffer.limit(at + total).position(at + PREFIX_BYTES);
        WireReader body = new WireReader(buffer);
        buffer.limit(limit).position(at + total);
        sink.accept(number, code.decode(body));
        return true;
    }

    private ReplyCode code(byte opcode) throws BrokenProtocolException {
        ReplyCode code = ReplyCode.of(opcode);
        if (opcode == (byte) REFUSAL) {
            throw new BrokenProtocolException(
                    "the server refused the connection", "reason", Excerpt.of(buffer));
        }
        if (code == null) {
            throw new BrokenProtocolException(
                    "the server sent a reply of an unknown kind",
                    "opcode",
                    String.format("0x%02X", opcode),
                    "payload",
                    Excerpt.of(buffer));
        }
        return code;
    }

    private static int payload(int field, ReplyCode code) throws BrokenProtocolException {
        long length = Frame.length(field);
        if (length > Frame.PAYLOAD_BYTES_MAX) {
            throw new BrokenProtocolException(
                    "the server sent a reply longer than a frame may be",
                    "reply",
                    code,
                    "max",
                    Frame.PAYLOAD_BYTES_MAX,
                    "actual",
                    length);
        }
        if (length < Frame.NUMBER_BYTES) {
            throw new BrokenProtocolException(
                    "the server sent a reply without a request number",
                    "reply",
                    code,
                    "actual",
                    length);
        }
        return (int) length;
    }
}
