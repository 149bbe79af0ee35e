package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.WireReader;
import java.nio.ByteBuffer;

/** A reply that is read into an array of its own size. Not thread-safe. */
final class LongReply {

    /** The bytes of a value's body before the value. */
    private static final int VALUE_HEAD_BYTES = 1;

    /** The bytes of a page's body before the entries. */
    private static final int PAGE_HEAD_BYTES = 5;

    /** Where the rest of the body goes. */
    final ByteBuffer rest;

    /** The number of the request. */
    final int number;

    private final ReplyCode code;
    private final byte[] head;

    /**
     * Takes what has arrived of a reply.
     *
     * @param code its kind
     * @param bodyBytes the length of its body
     * @param begin its beginning, which is consumed
     */
    LongReply(ReplyCode code, int bodyBytes, ByteBuffer begin) {
        this.code = code;
        begin.position(begin.position() + Frame.HEADER_BYTES);
        number = begin.getInt();
        head = new byte[headBytes(code)];
        begin.get(head);
        rest = ByteBuffer.wrap(new byte[bodyBytes - head.length]);
        rest.put(begin);
    }

    /** Returns how many bytes of a body come before an array that is handed out as it is. */
    static int headBytes(ReplyCode code) {
        return switch (code) {
            case VALUE -> VALUE_HEAD_BYTES;
            case PAGE -> PAGE_HEAD_BYTES;
            default -> 0;
        };
    }

    /** Returns how many bytes of the frame have arrived. */
    int received() {
        return Frame.HEADER_BYTES + Frame.NUMBER_BYTES + head.length + rest.position();
    }

    /** Decodes the complete reply. */
    Reply decode() {
        if (head.length == 0) {
            return code.decode(new WireReader(rest.flip()));
        }
        Reply empty = code.decode(new WireReader(ByteBuffer.wrap(head)));
        return switch (empty) {
            case Reply.Page page -> new Reply.Page(page.end(), page.count(), rest.array());
            case Reply.Value value when value.value() != null -> new Reply.Value(rest.array());
            default -> throw new IllegalArgumentException("there are bytes after the reply");
        };
    }
}
