package io.cairn.ipc.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
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

    /** Accepts nothing any more. */
    void close() {
        // In one go, so that nothing is accepted from a closed socket.
        channel.eventLoop().execute(this::closeHere);
        channel.closeFuture().awaitUninterruptibly();
        // What Netty does after closing, it has done when the thread gets to this.
        channel.eventLoop().submit(() -> {}).awaitUninterruptibly();
    }

    private void closeHere() {
        try {
            if (channel instanceof UnixChannel unix && unix.fd() instanceof Socket listener) {
                // At once, whatever the operating system has begun on this socket.
                listener.shutdown();
            }
            if (socket != null) {
                // First, so that Netty's channel no longer knows a path whose file to delete.
                socket.close();
            }
        } catch (IOException e) {
            System.getLogger("io.cairn.ipc.server.transport.Listening")
                    .log(System.Logger.Level.WARNING, "closing a socket", e);
        }
        channel.close();
    }
}
