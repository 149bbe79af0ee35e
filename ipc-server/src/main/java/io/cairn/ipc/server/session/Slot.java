package io.cairn.ipc.server.session;

import io.cairn.error.ClosedException;
import org.jspecify.annotations.Nullable;

/**
 * What a handle stands for, from the moment that the client asks for it. It is filled when the
 * request that opens it runs, and may be closed before that. Thread-safe.
 *
 * @param <T> what is opened
 */
final class Slot<T extends AutoCloseable> {

    private final String what;
    private @Nullable T object;
    private boolean closed;

    /**
     * Makes an empty slot.
     *
     * @param what names the kind of object
     */
    Slot(String what) {
        this.what = what;
    }

    /** Fills it; closes the object at once when the slot was closed meanwhile. */
    void fill(T opened) {
        synchronized (this) {
            if (!closed) {
                object = opened;
                notifyAll();
                return;
            }
        }
        close(opened);
        throw ClosedException.closed(what);
    }

    synchronized boolean isFilled() {
        return object != null || closed;
    }

    /** Returns the object, once the request that opens it has run. */
    synchronized T await() throws InterruptedException {
        while (object == null) {
            if (closed) {
                throw ClosedException.closed(what);
            }
            wait();
        }
        if (closed) {
            throw ClosedException.closed(what);
        }
        return object;
    }

    /** Closes the object, now or as soon as it is there. Calling it again does nothing. */
    void close() {
        T open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = object;
            notifyAll();
        }
        if (open != null) {
            close(open);
        }
    }

    private static void close(AutoCloseable object) {
        try {
            object.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("closing failed", e);
        }
    }
}
