package io.cairn.ipc.server.transport;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.server.ServerOptions;
import io.cairn.ipc.server.Transport;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Handlers;
import io.cairn.ipc.server.connection.Peer;
import io.cairn.ipc.server.connection.ServerCounters;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Sockets, threads and connections of a server, whatever the handlers do. Thread-safe. Whoever
 * started it closes it.
 */
public final class TransportServer implements AutoCloseable {

    private static final System.Logger LOG =
            System.getLogger("io.cairn.ipc.server.transport.TransportServer");

    /** Half frames may take so much at least, in bytes. */
    private static final long FRAME_BYTES_MIN = 64L * 1024 * 1024;

    private final EventLoops loops;
    private final Admission admission;
    private final FrameMemory frameMemory;
    private final ServerOptions options;
    private final List<SocketFile> files = new ArrayList<>();
    private final List<Listening> listening = new ArrayList<>();
    private boolean closed;

    private TransportServer(
            ServerOptions options, ServerCounters counters, PeerCheck check, EventLoops loops) {
        this.options = options;
        this.loops = loops;
        frameMemory =
                new FrameMemory(Math.max(FRAME_BYTES_MIN, Runtime.getRuntime().maxMemory() / 2));
        admission = new Admission(check, options, counters, frameMemory);
    }

    /**
     * Binds the sockets and serves them.
     *
     * @param options where and how
     * @param counters counts what the server does
     * @param handlers makes the handlers
     * @return the running server
     * @throws io.cairn.error.ConfigException when a path cannot be that of a socket
     * @throws UnavailableException when another server has a socket, or the operating system
     *     refuses, or the transport is not available
     */
    public static TransportServer start(
            ServerOptions options, ServerCounters counters, Handlers handlers) {
        try {
            OwnUser self = OwnUser.find();
            PeerCheck check = new PeerCheck(self, options.allowedUids());
            EventLoops loops = EventLoops.start(options.transport(), options.eventLoops());
            TransportServer server = new TransportServer(options, counters, check, loops);
            boolean done = false;
            try {
                server.bind(self, handlers);
                done = true;
            } finally {
                if (!done) {
                    server.close();
                }
            }
            return server;
        } catch (AccessDeniedException e) {
            throw refused(ErrorCode.PERMISSION, options, e);
        } catch (IOException e) {
            throw refused(ErrorCode.IO, options, e);
        }
    }

    private static UnavailableException refused(
            ErrorCode code, ServerOptions options, IOException cause) {
        return new UnavailableException(
                code,
                "the server's socket cannot be made",
                cause,
                "path",
                options.socket(),
                "cause",
                cause);
    }

    private void bind(OwnUser self, Handlers handlers) throws IOException {
        Path sdkSocket = options.sdkSocket();
        SocketFile main = claim(options.socket(), self);
        SocketFile sdk = sdkSocket == null ? null : claim(sdkSocket, self);
        listen(main, handlers::documented);
        if (sdk != null) {
            listen(sdk, handlers::sdk);
        }
    }

    private SocketFile claim(Path path, OwnUser self) throws IOException {
        SocketFile file = SocketFile.claim(path, self);
        files.add(file);
        return file;
    }

    private void listen(SocketFile file, Function<Peer, FrameHandler> first) throws IOException {
        WriteBufferWaterMark waterMarks =
                new WriteBufferWaterMark(
                        options.limits().outboundBytesLow(), options.limits().outboundBytesHigh());
        ChannelInitializer<Channel> initializer =
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) throws IOException {
                        admission.admit(channel, first);
                    }
                };
        listening.add(loops.listen(file.path(), waterMarks, initializer));
        file.bound();
    }

    /**
     * Tells which transport is in use.
     *
     * @return never {@link Transport#AUTO}
     */
    public Transport transport() {
        return loops.transport();
    }

    /** Returns what half frames take. */
    FrameMemory frameMemory() {
        return frameMemory;
    }

    /**
     * Stops accepting, lets requests in progress end within the limit, closes all connections and
     * removes the sockets' files. Does nothing when it is closed already. Must not be called on a
     * connection's own thread.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (int i = 0; i < listening.size(); i++) {
            Listening socket = listening.get(i);
            SocketFile file = files.get(i);
            quietly(() -> file.keepForeign(socket::close));
        }
        drain();
        loops.stop();
        for (SocketFile file : files) {
            quietly(file::close);
        }
    }

    private void drain() {
        admission.drain();
        boolean interrupted = false;
        try {
            if (!admission.awaitEmpty(options.drainTimeout().toNanos())) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "requests were still in progress after {0}; their connections were closed",
                        options.drainTimeout());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        admission.abandon();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "closing the server's sockets", e);
        }
    }
}
