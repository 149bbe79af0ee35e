package io.cairn.ipc.server.transport;

import io.cairn.error.ClosedException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
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

    /** How often the first one sees whether who was let in has ended without sending anything. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final BooleanSupplier open;

    /** Who was let in and has not begun a reply. */
    private final Set<Thread> admitted = ConcurrentHashMap.newKeySet();

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
        admitted.add(Thread.currentThread());
    }

    /** Returns how many have been let in whose replies are still to be begun. */
    int expected() {
        return admitted.size();
    }

    /** Tells whether this thread was let in to make a reply, which it begins by this call. */
    boolean begins() {
        return !admitted.isEmpty() && admitted.remove(Thread.currentThread());
    }

    /** Admits those who wait while there is room; call it whenever there may be. */
    void changed() {
        while (!waiters.isEmpty() && open.getAsBoolean()) {
            admitFirst();
        }
    }

    /** Lets everybody go, who then find the connection closed. */
    void close() {
        closed = true;
        while (!waiters.isEmpty()) {
            admitFirst();
        }
    }

    private void admitFirst() {
        Waiter first = waiters.poll();
        if (first != null) {
            // Counted from now on, not from when it comes to run: meanwhile others would be let in.
            admitted.add(first.thread);
            first.admitted = true;
            LockSupport.unpark(first.thread);
        }
    }

    private void queueUp() throws InterruptedException {
        Waiter self = new Waiter();
        waiters.add(self);
        // There may have been room since it was asked for, and nobody who saw this thread waiting.
        changed();
        while (!self.admitted && !closed) {
            if (Thread.interrupted()) {
                waiters.remove(self);
                admitted.remove(self.thread);
                changed();
                throw new InterruptedException("interrupted while waiting for a client to read");
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
            if (waiters.peek() == self) {
                admitted.removeIf(thread -> !thread.isAlive());
                changed();
            }
        }
    }
}
