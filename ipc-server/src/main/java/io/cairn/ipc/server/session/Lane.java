package io.cairn.ipc.server.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The requests that name one object, which run one at a time in the order sent. Thread-safe. The
 * connection's own thread adds, and may run a request itself while the lane is idle; a thread that
 * was started for the lane runs what waits and stops when nothing does.
 */
final class Lane {

    private final Queue<Task> waiting = new ArrayDeque<>(0);

    /** Whether a thread runs requests of this lane. */
    private boolean busy;

    private @Nullable Runnable ending;

    /** Tells whether nothing waits or runs. */
    synchronized boolean isIdle() {
        return !busy;
    }

    /** Adds a request; true when the caller must start a thread for it. */
    synchronized boolean add(Task task) {
        if (busy) {
            waiting.add(task);
            return false;
        }
        busy = true;
        return true;
    }

    /** Returns the next request for the lane's thread; null when it has to stop. */
    @Nullable Task next() {
        Runnable last;
        synchronized (this) {
            Task next = waiting.poll();
            if (next != null) {
                return next;
            }
            busy = false;
            last = ending;
            ending = null;
        }
        if (last != null) {
            last.run();
        }
        return null;
    }

    /**
     * Ends the lane: what waits is dropped, and the object is closed as soon as nothing runs.
     *
     * @param closing closes the object
     * @return what was dropped
     */
    List<Task> end(Runnable closing) {
        List<Task> dropped;
        synchronized (this) {
            dropped = List.copyOf(waiting);
            waiting.clear();
            if (busy) {
                ending = closing;
                return dropped;
            }
        }
        closing.run();
        return dropped;
    }
}
