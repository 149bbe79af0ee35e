package io.cairn.ipc.server.transport;

import io.cairn.ipc.server.ServerOptions;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import io.cairn.ipc.server.connection.ServerCounters;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Decides which connections to a server's sockets are let in, and knows those. Thread-safe. */
final class Admission {

    private static final System.Logger LOG =
            System.getLogger("io.cairn.ipc.server.transport.Admission");

    /** Refusals are logged this often at most, so that they do not fill a disk. */
    private static final long LOG_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PeerCheck check;
    private final ServerOptions options;
    private final ServerCounters counters;
    private final FrameMemory frameMemory;
    private final AtomicInteger places = new AtomicInteger();
    private final Map<Connection, Channel> connections = new ConcurrentHashMap<>();
    private final AtomicInteger refusedUnlogged = new AtomicInteger();
    private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - LOG_PAUSE_NANOS);
    private volatile boolean draining;

    Admission(
            PeerCheck check,
            ServerOptions options,
            ServerCounters counters,
            FrameMemory frameMemory) {
        this.check = check;
        this.options = options;
        this.counters = counters;
        this.frameMemory = frameMemory;
    }

    /** Sets up a connection, on its own thread. */
    void admit(Channel channel, Function<Peer, FrameHandler> first) throws IOException {
        ClientIdentity client = check.identify(channel);
        if (!client.admitted()) {
            refuse(channel, "", "its user is not allowed [client=" + client + "]");
        } else if (draining) {
            refuse(channel, "the server is shutting down", "the server is shutting down");
        } else if (places.incrementAndGet() > options.clientsMax()) {
            places.decrementAndGet();
            String reason =
                    "too many connections [limit=clientsMax, max=" + options.clientsMax() + "]";
            refuse(channel, reason, reason);
        } else {
            channel.closeFuture()
                    .addListener((ChannelFutureListener) closed -> places.decrementAndGet());
            letIn(channel, client, first);
        }
    }

    private void letIn(Channel channel, ClientIdentity client, Function<Peer, FrameHandler> first) {
        Connection connection =
                new Connection(channel, client, first, options, counters, frameMemory);
        connections.put(connection, channel);
        channel.closeFuture()
                .addListener((ChannelFutureListener) closed -> connections.remove(connection));
        channel.pipeline().addLast(connection);
        if (draining) {
            connection.drain();
        }
    }

    /** Lets nobody in any more, and ends connections whose requests in progress are done. */
    void drain() {
        draining = true;
        connections.keySet().forEach(Connection::drain);
    }

    /** Waits until there is no connection; false when there still is one after a time. */
    boolean awaitEmpty(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (Channel channel : connections.values()) {
            long left = deadline - System.nanoTime();
            if (!channel.closeFuture().await(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Ends all connections at once. */
    void abandon() {
        connections.keySet().forEach(Connection::abandon);
    }

    private void refuse(Channel channel, String answer, String why) {
        counters.connectionRefused();
        channel.pipeline().addLast(new RefusedClient(answer));
        int unlogged = refusedUnlogged.incrementAndGet();
        long now = System.nanoTime();
        long last = loggedNanos.get();
        if (now - last >= LOG_PAUSE_NANOS && loggedNanos.compareAndSet(last, now)) {
            refusedUnlogged.addAndGet(-unlogged);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "refused a connection: {0}; {1} refused since the last such line",
                    why,
                    unlogged);
        }
    }
}
