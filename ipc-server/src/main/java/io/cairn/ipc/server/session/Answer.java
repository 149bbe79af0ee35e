package io.cairn.ipc.server.session;

import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.WireWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the reply to one request. A reply that is too long for a frame goes into a region; if it
 * cannot, writing it throws, so that a request which removes what it delivers can still undo that.
 * Used by one thread.
 */
final class Answer {

    /** The longest body that is made on the connection's own thread, in bytes. */
    static final int HERE_BYTES_MAX = 4 << 20;

    private static final int BODY_BYTES_MAX = Frame.PAYLOAD_BYTES_MAX - Frame.NUMBER_BYTES;

    private final WireWriter out;
    private final int start;
    private final int number;
    private final Regions regions;
    private final @Nullable Room room;
    private Reply.@Nullable Region spilled;

    /** Lets a thread make a reply that may be long. */
    interface Room {

        /**
         * Waits for a turn, and until the client has taken in what was sent before.
         *
         * @throws InterruptedException when the connection is closed meanwhile
         */
        void await() throws InterruptedException;
    }

    /**
     * Starts without a reply.
     *
     * @param out where the frame goes
     * @param number the request's number
     * @param regions takes what is too long for a frame
     * @param room null on the connection's own thread
     */
    Answer(WireWriter out, int number, Regions regions, @Nullable Room room) {
        this.out = out;
        this.start = out.position();
        this.number = number;
        this.regions = regions;
        this.room = room;
    }

    /** Waits until a long reply may be made; on the connection's own thread it never waits. */
    void awaitRoom() throws InterruptedException {
        if (room != null) {
            room.await();
        }
    }

    void done() {
        reply(new Reply.Done());
    }

    void number(long value) {
        reply(new Reply.Number(value));
    }

    /** Replies with what is at hand. */
    void reply(Reply reply) {
        int length = reply.encodeFrame(out, number);
        if (length > Frame.PAYLOAD_BYTES_MAX) {
            out.rewind(start);
            spill(reply.code(), length - Frame.NUMBER_BYTES, reply::encode);
        }
    }

    /** Replies with what is written step by step, never keeping more than can be sent. */
    void stream(ReplyCode code, Body body) {
        int mark = out.begin(code.code(), number);
        boolean here = room == null;
        long max = here ? HERE_BYTES_MAX : BODY_BYTES_MAX;
        BodyWriter writer = new BodyWriter(out, max, here ? max : bytesMax());
        body.write(writer);
        if (writer.fits()) {
            out.end(mark);
            return;
        }
        out.rewind(start);
        long length = writer.length();
        spill(code, length, memory -> body.write(new BodyWriter(memory, length, length)));
    }

    /** Takes the reply back, to make another one. */
    void rewind() {
        out.rewind(start);
        Reply.Region region = spilled;
        spilled = null;
        if (region != null) {
            regions.close(region.region());
        }
    }

    private void spill(ReplyCode code, long length, Consumer<WireWriter> body) {
        if (length > bytesMax()) {
            throw tooLong(length, bytesMax());
        }
        Reply.Spilled reply = regions.spill(code.code(), length, body);
        spilled = reply.region();
        reply.encodeFrame(out, number);
    }

    /** Says that a reply cannot be sent; the caller throws it. */
    static RuntimeException tooLong(long length, long max) {
        if (max == HERE_BYTES_MAX) {
            return TooLongHere.INSTANCE;
        }
        return new LimitException(
                "the reply is too long to be sent, and nothing was removed; ask for less at once",
                "limit",
                max == BODY_BYTES_MAX ? "frameBytesMax" : "regionBytesMax",
                "max",
                max,
                "actual",
                length);
    }

    /** The longest body that can be sent in any way. */
    private long bytesMax() {
        return Math.max(BODY_BYTES_MAX, Math.min(regions.bytesMax(), Integer.MAX_VALUE - 64));
    }
}
