package io.cairn.ipc.server.transport;

import io.cairn.ipc.server.connection.ConnectionContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Decides which connections to a server's sockets are let in, and knows those. Thread-safe. */
final class Admission {

    private static final System.Logger LOG =
            System.getLogger("io.cairn.ipc.server.transport.Admission");

    /** Refusals are logged this often at most, so that they do not fill a disk. */
    private static final long LOG_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PeerCheck check;
    private final int clientsMax;
    private final ConnectionContext context;
    private final FrameMemory frameMemory;
    private final AtomicInteger places = new AtomicInteger();
    private final Map<Connection, Channel> connections = new ConcurrentHashMap<>();
    private final AtomicInteger refusedUnlogged = new AtomicInteger();
    private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - LOG_PAUSE_NANOS);
    private volatile boolean draining;

    Admission(PeerCheck check, int clientsMax, ConnectionContext context, FrameMemory frameMemory) {
        this.check = check;
        this.clientsMax = clientsMax;
        this.context = context;
        this.frameMemory = frameMemory;
    }

    /** Sets up a connection, on its own thread. */
    void admit(Channel channel, FirstHandler first) throws IOException {
        ClientIdentity client = check.identify(channel);
        if (!client.admitted()) {
            refuse(channel, "", "its user is not allowed [client=" + client + "]");
        } else if (draining) {
            refuse(channel, "the server is shutting down", "the server is shutting down");
        } else if (places.incrementAndGet() > clientsMax) {
            places.decrementAndGet();
            String reason = "too many connections [limit=clientsMax, max=" + clientsMax + "]";
            refuse(channel, reason, reason);
        } else {
            channel.closeFuture()
                    .addListener((ChannelFutureListener) closed -> places.decrementAndGet());
            letIn(channel, client, first);
        }
    }

    private void letIn(Channel channel, ClientIdentity client, FirstHandler first) {
        Connection connection =
                new Connection(
                        channel, client, peer -> first.of(peer, context), context, frameMemory);
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
        context.counters().connectionRefused();
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
