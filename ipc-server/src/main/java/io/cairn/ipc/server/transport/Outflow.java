package io.cairn.ipc.server.transport;

import io.cairn.ipc.server.connection.ServerCounters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a connection is to send and hands it to the socket. Only for the connection's own
 * thread, but for {@link #gate} and {@link #outbox}.
 */
final class Outflow {

    /** From so many bytes on, replies are handed over before the batch is at its end. */
    private static final int HAND_OVER_BYTES = 32 * 1024;

    /** The largest buffer for replies that a connection keeps for the next batch. */
    private static final int KEPT_BYTES_MAX = 64 * 1024;

    private final Channel channel;
    private final ServerCounters counters;
    private final int bytesHigh;
    private final ReplyWriter replies;
    private final Outbox outbox;
    private final WriteGate gate;
    private final LentMemory lent;

    /** The buffer that was handed over last, which may come back empty at once. */
    private @Nullable ByteBuf handedOver;

    private boolean unflushed;
    private boolean closed;

    Outflow(Channel channel, ServerCounters counters, int bytesHigh, Runnable wake) {
        this.channel = channel;
        this.counters = counters;
        this.bytesHigh = bytesHigh;
        replies = new ReplyWriter(channel.alloc(), null, 0);
        gate = new WriteGate(this::hasRoom);
        lent = new LentMemory(channel, wake);
        outbox = new Outbox(channel.alloc(), gate, wake);
    }

    /** Where other threads wait for room. */
    WriteGate gate() {
        return gate;
    }

    /** Where other threads put their replies. */
    Outbox outbox() {
        return outbox;
    }

    /** Where replies of this thread are written. */
    ReplyWriter replies() {
        return replies;
    }

    /** Tells whether another request may be served; sends what there is to find room. */
    boolean roomToServe() {
        if (takesMore()) {
            return true;
        }
        flush();
        return takesMore();
    }

    /** Hands over replies of this thread when there are many. */
    void handOverIfLarge() {
        if (replies.position() >= HAND_OVER_BYTES && !lent.isBusy()) {
            handOver();
        }
    }

    /** Hands over everything and sends as much as the socket takes. */
    void flush() {
        if (lent.advance()) {
            handOver();
            fetch();
            send();
        }
        gate.changed();
    }

    /** Sends lent memory behind the replies that were made on this thread. */
    void lend(MemorySegment bytes, Runnable whenSent) {
        handOver();
        send();
        counters.sent(bytes.byteSize());
        lent.start(bytes, whenSent);
    }

    /** Tells whether lent memory is being sent, which ends as soon as the client reads. */
    boolean isLending() {
        return lent.isBusy();
    }

    private void send() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
        takeBack();
    }

    /** Runs a task when everything that was handed over has been sent, or will never be. */
    void afterSent(Runnable task) {
        flush();
        if (lent.isBusy()) {
            lent.afterwards(() -> afterSent(task));
            return;
        }
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener((ChannelFutureListener) future -> task.run());
    }

    /** Releases everything, and lets go who waits. */
    void close() {
        closed = true;
        lent.close();
        takeBack();
        replies.release();
        outbox.close();
        gate.close();
    }

    private boolean hasRoom() {
        return channel.isWritable() && outbox.bytes() < bytesHigh;
    }

    private boolean takesMore() {
        // Replies that are still being made do not count: what makes them may need a later request.
        return !lent.isBusy() && channel.isWritable() && outbox.finishedBytes() < bytesHigh;
    }

    private void fetch() {
        outbox.beforeFetch();
        for (ByteBuf reply = outbox.fetch(); reply != null; reply = outbox.fetch()) {
            write(reply);
        }
    }

    private void handOver() {
        ByteBuf full = replies.take(KEPT_BYTES_MAX);
        if (full != null) {
            takeBack();
            handedOver = full.retain();
            write(full);
        }
    }

    private void write(ByteBuf full) {
        counters.sent(full.readableBytes());
        unflushed = true;
        channel.write(full, channel.voidPromise());
    }

    /** Uses the buffer again when the socket has taken all of it, as it does nearly always. */
    private void takeBack() {
        ByteBuf buffer = handedOver;
        if (buffer == null) {
            return;
        }
        handedOver = null;
        boolean again =
                !closed
                        && buffer.refCnt() == 1
                        && buffer.capacity() <= KEPT_BYTES_MAX
                        && replies.position() == 0;
        if (again) {
            replies.reuse(buffer);
        } else {
            buffer.release();
        }
    }
}
