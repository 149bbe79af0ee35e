package io.cairn.ipc.client;

import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Welcome;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections from going silent on which objects live or requests wait, so that the server
 * does not close them, and notices when the server does not answer any more. One daemon thread,
 * which starts with the first connection. Thread-safe.
 */
final class Heartbeat {

    /** How often to beat when the server never closes silent connections. */
    private static final long INTERVAL_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

    private static final long INTERVAL_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);

    private final Supplier<List<Connection>> connections;
    private final ThreadFactory threads;
    private volatile long intervalNanos = INTERVAL_NANOS_MAX;
    private volatile boolean closed;
    private @Nullable Thread thread;

    Heartbeat(Supplier<List<Connection>> connections, ThreadFactory threads) {
        this.connections = connections;
        this.threads = threads;
    }

    /** Beats as often as a server's welcome demands: at a third of the time it allows. */
    synchronized void beatFor(Welcome welcome) {
        long idle = welcome.idleNanos();
        intervalNanos =
                idle == 0
                        ? INTERVAL_NANOS_MAX
                        : Math.clamp(idle / 3, INTERVAL_NANOS_MIN, INTERVAL_NANOS_MAX);
        if (thread == null && !closed) {
            thread = threads.newThread(this::run);
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread, without waiting for it. */
    synchronized void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, intervalNanos);
            // With its flag set the thread could not park.
            Thread.interrupted();
            if (!closed) {
                connections.get().forEach(this::beat);
            }
        }
    }

    private void beat(Connection connection) {
        boolean needed = connection.holds().get() > 0 || connection.busy() > 0;
        if (needed && connection.silentNanos() >= intervalNanos / 2) {
            // Whatever becomes of it: a reply that does not come closes the connection.
            connection.send(new AdminRequest.Ping(), true);
        }
    }
}
