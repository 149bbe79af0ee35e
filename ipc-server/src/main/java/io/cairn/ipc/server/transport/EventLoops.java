package io.cairn.ipc.server.transport;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.server.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a server, over one of the transports. The threads are daemons: they do not keep a
 * process alive. Thread-safe; whoever started them stops them.
 */
final class EventLoops {

    private static final int BACKLOG = 1_024;

    /**
     * What a socket holds for a client that has not read it yet; Linux doubles it, and grants no
     * more than its {@code net.core.wmem_max}. With its default a long reply goes in steps, each of
     * which waits for the client to wake up.
     */
    private static final int SEND_BYTES = 512 * 1024;

    private static final int READ_BYTES_MIN = 512;
    private static final int READ_BYTES_FIRST = 16 * 1024;
    private static final int READ_BYTES_MAX = 256 * 1024;
    private static final long STOP_LIMIT_SECONDS = 5;

    /** One for all servers: what an allocator has taken it gives back only when it is collected. */
    private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private final Transport transport;
    private final EventLoopGroup group;

    private EventLoops(Transport transport, int threads) {
        this.transport = transport;
        IoHandlerFactory factory =
                switch (transport) {
                    case EPOLL -> EpollIoHandler.newFactory();
                    case IO_URING -> IoUringIoHandler.newFactory();
                    case AUTO, NIO -> NioIoHandler.newFactory();
                };
        group =
                new MultiThreadIoEventLoopGroup(
                        threads, new DefaultThreadFactory("cairn-ipc", true), factory);
    }

    /**
     * Starts threads.
     *
     * @throws UnavailableException when the transport is not available here
     */
    static EventLoops start(Transport wanted, int threads) {
        return new EventLoops(available(wanted), threads);
    }

    private static Transport available(Transport wanted) {
        return switch (wanted) {
            case AUTO -> Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO;
            case NIO -> Transport.NIO;
            case EPOLL -> checked(wanted, Epoll.isAvailable(), Epoll.unavailabilityCause());
            case IO_URING -> checked(wanted, IoUring.isAvailable(), IoUring.unavailabilityCause());
        };
    }

    private static Transport checked(
            Transport wanted, boolean available, @Nullable Throwable cause) {
        if (!available) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the transport is not available on this machine; choose another, such as NIO",
                    cause,
                    "transport",
                    wanted,
                    "cause",
                    cause);
        }
        return wanted;
    }

    /** Returns the transport in use, never {@link Transport#AUTO}. */
    Transport transport() {
        return transport;
    }

    /** Returns where buffers come from. */
    static PooledByteBufAllocator allocator() {
        return ALLOCATOR;
    }

    /** Listens on a path, where nothing may be. */
    Listening listen(
            Path path, WriteBufferWaterMark waterMarks, ChannelInitializer<Channel> initializer)
            throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .childHandler(initializer)
                        .option(ChannelOption.ALLOCATOR, ALLOCATOR)
                        .childOption(ChannelOption.ALLOCATOR, ALLOCATOR)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMarks)
                        .childOption(ChannelOption.SO_SNDBUF, SEND_BYTES)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new AdaptiveRecvByteBufAllocator(
                                        READ_BYTES_MIN, READ_BYTES_FIRST, READ_BYTES_MAX));
        // Netty's channels delete the file of an address that they bound themselves, whoever's it
        // is by then. So they are given sockets that are bound already, where they can be.
        return switch (transport) {
            case EPOLL -> epoll(bootstrap, path);
            case IO_URING -> ioUring(bootstrap, path);
            case AUTO, NIO -> nio(bootstrap, path);
        };
    }

    private static Listening epoll(ServerBootstrap bootstrap, Path path) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketDomain();
        try {
            socket.bind(new DomainSocketAddress(path.toString()));
            socket.listen(BACKLOG);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        int descriptor = socket.intValue();
        bootstrap.channelFactory(() -> new EpollServerDomainSocketChannel(descriptor, true));
        return Listening.on(bootstrap.register(), null);
    }

    private static Listening ioUring(ServerBootstrap bootstrap, Path path) throws IOException {
        bootstrap.channel(IoUringServerDomainSocketChannel.class);
        bootstrap.option(ChannelOption.SO_BACKLOG, BACKLOG);
        return Listening.on(bootstrap.bind(new DomainSocketAddress(path.toString())), null);
    }

    private static Listening nio(ServerBootstrap bootstrap, Path path) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            socket.configureBlocking(false);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        bootstrap.channelFactory(() -> new NioServerDomainSocketChannel(socket));
        return Listening.on(bootstrap.register(), socket);
    }

    /** Stops the threads, and returns when they have stopped or will not. */
    void stop() {
        boolean stopped =
                group.shutdownGracefully(0, STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                        .awaitUninterruptibly(2 * STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!stopped) {
            System.getLogger("io.cairn.ipc.server.transport.EventLoops")
                    .log(System.Logger.Level.WARNING, "threads of the server have not stopped");
        }
    }
}
