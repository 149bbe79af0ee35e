package io.cairn.ipc.server.transport;

import io.cairn.error.ClosedException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets threads wait until a connection has room for more output, first come, first served.
 * Thread-safe. It has no lock, so that a connection's own thread never waits for others here.
 */
final class WriteGate {

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean admitted;
    }

    private final BooleanSupplier open;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    WriteGate(BooleanSupplier open) {
        this.open = open;
    }

    /** Waits for room; throws {@link ClosedException} when there will be none any more. */
    void await() throws InterruptedException {
        if (!closed && (!waiters.isEmpty() || !open.getAsBoolean())) {
            queueUp();
        }
        if (closed) {
            throw ClosedException.closed("connection");
        }
    }

    /** Admits those who wait while there is room; call it whenever there may be. */
    void changed() {
        while (!waiters.isEmpty() && (closed || open.getAsBoolean())) {
            Waiter first = waiters.poll();
            if (first != null) {
                first.admitted = true;
                LockSupport.unpark(first.thread);
            }
        }
    }

    /** Lets everybody go, who then find the connection closed. */
    void close() {
        closed = true;
        changed();
    }

    private void queueUp() throws InterruptedException {
        Waiter self = new Waiter();
        waiters.add(self);
        // There may have been room since it was asked for, and nobody who saw this thread waiting.
        changed();
        while (!self.admitted) {
            if (Thread.interrupted()) {
                waiters.remove(self);
                changed();
                throw new InterruptedException("interrupted while waiting for a client to read");
            }
            LockSupport.park(this);
        }
    }
}
