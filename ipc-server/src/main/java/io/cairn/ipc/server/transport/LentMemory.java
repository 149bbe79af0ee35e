package io.cairn.ipc.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends memory that was lent to the connection from where it lies. Only for the connection's own
 * thread.
 *
 * <p>What the socket takes at once it gets without a copy. When it is full, the next few bytes are
 * copied and given to Netty, which waits for room and notices a broken connection. Meanwhile
 * nothing else may be sent: it would come in the middle.
 */
final class LentMemory {

    /** How much is copied each time that the socket is full. */
    private static final int COPIED_BYTES = 4 * 1024;

    private final Channel channel;

    /** Runs a turn of the connection, soon. */
    private final Runnable wake;

    private final List<Runnable> afterwards = new ArrayList<>();
    private @Nullable MemorySegment memory;
    private @Nullable Runnable release;
    private boolean waiting;
    private boolean closed;

    LentMemory(Channel channel, Runnable wake) {
        this.channel = channel;
        this.wake = wake;
    }

    /** Tells whether memory can be sent so on a channel. */
    static boolean isPossible(Channel channel) {
        return channel instanceof EpollDomainSocketChannel && SocketSend.isAvailable();
    }

    /** Tells whether there is something left to send, so that nothing else may be. */
    boolean isBusy() {
        return memory != null || waiting;
    }

    /**
     * Sends memory behind what was flushed before.
     *
     * @param bytes what to send, valid until it is released
     * @param whenSent releases it, also when the connection is closed before
     */
    void start(MemorySegment bytes, Runnable whenSent) {
        memory = bytes;
        release = whenSent;
        if (closed) {
            end();
        } else {
            advance();
        }
    }

    /** Runs a task when nothing is left to send. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }

    /** Sends as much as the socket takes; tells whether that was all. */
    boolean advance() {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        if (memory != null && !waiting && pending != null) {
            if (pending.isEmpty()) {
                taken(SocketSend.send(descriptor(), memory));
            }
            if (memory != null) {
                copy(memory);
            }
        }
        if (!isBusy() && !afterwards.isEmpty()) {
            List<Runnable> tasks = List.copyOf(afterwards);
            afterwards.clear();
            tasks.forEach(Runnable::run);
        }
        return !isBusy();
    }

    /** Gives the memory back; what is lent after this is given back at once. */
    void close() {
        closed = true;
        afterwards.clear();
        end();
    }

    /** Gives some bytes to Netty, which may find the connection broken and close this. */
    private void copy(MemorySegment left) {
        int count = (int) Math.min(COPIED_BYTES, left.byteSize());
        ByteBuf copy = channel.alloc().directBuffer(count);
        MemorySegment.ofBuffer(copy.nioBuffer(0, count)).copyFrom(left.asSlice(0, count));
        copy.setIndex(0, count);
        taken(count);
        waiting = true;
        channel.writeAndFlush(copy).addListener((ChannelFutureListener) written -> goOn());
    }

    /** Leaves bytes behind that somebody has taken. */
    private void taken(long bytes) {
        MemorySegment left = memory;
        if (left != null && bytes > 0) {
            memory = left.asSlice(bytes);
            if (bytes == left.byteSize()) {
                end();
            }
        }
    }

    private void goOn() {
        waiting = false;
        wake.run();
    }

    private void end() {
        memory = null;
        Runnable whenSent = release;
        release = null;
        if (whenSent != null) {
            whenSent.run();
        }
    }

    private int descriptor() {
        return ((EpollDomainSocketChannel) channel).fd().intValue();
    }
}
