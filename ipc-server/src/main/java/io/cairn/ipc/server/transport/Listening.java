package io.cairn.ipc.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** A socket that accepts connections. Thread-safe. */
final class Listening {

    private final Channel channel;

    /** The JDK's channel below Netty's, where there is one. */
    private final @Nullable ServerSocketChannel socket;

    private Listening(Channel channel, @Nullable ServerSocketChannel socket) {
        this.channel = channel;
        this.socket = socket;
    }

    /** Waits until a channel accepts, or throws why it does not. */
    static Listening on(ChannelFuture started, @Nullable ServerSocketChannel socket)
            throws IOException {
        started.awaitUninterruptibly();
        if (started.cause() != null) {
            started.channel().close();
            if (socket != null) {
                socket.close();
            }
            throw new IOException(
                    "cannot listen: " + started.cause().getMessage(), started.cause());
        }
        return new Listening(started.channel(), socket);
    }

    /** Accepts nothing any more; leaves the socket's file where it is. */
    void close() throws IOException {
        if (socket != null) {
            // First, so that Netty's channel no longer knows a path whose file to delete.
            socket.close();
        }
        channel.close().awaitUninterruptibly();
    }
}
