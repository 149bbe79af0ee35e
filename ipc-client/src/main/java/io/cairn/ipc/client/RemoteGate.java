package io.cairn.ipc.client;

import io.cairn.error.ClosedException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets calls in until the database is closed, and lets the closer wait until all of them are out.
 * Thread-safe.
 *
 * <p>Entering counts first and looks at the flag afterwards; closing sets the flag first and looks
 * at the count afterwards; so one of the two sees the other.
 */
final class RemoteGate {

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean closed;

    /** Lets a call in. */
    void enter() {
        inside.incrementAndGet();
        if (closed) {
            inside.decrementAndGet();
            throw ClosedException.closed("database");
        }
    }

    /** Lets a call out. */
    void exit() {
        inside.decrementAndGet();
    }

    boolean isClosed() {
        return closed;
    }

    /** Throws when it is closed. */
    void check() {
        if (closed) {
            throw ClosedException.closed("database");
        }
    }

    /** Refuses new calls from now on. */
    void close() {
        closed = true;
    }

    /** Waits, on a closed gate, until everybody is out; false when that took too long. */
    boolean awaitEmpty(RemotePatience patience) {
        return patience.until(() -> inside.get() == 0);
    }
}
