package io.cairn.ipc.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection's own platform thread, started when the first request has no thread that waits and
 * may read. It reads when nobody else does, completes futures, and gives up on those whose time is
 * over. Thread-safe.
 *
 * <p>Futures are completed outside of the reader's role, so that what depends on them may use the
 * connection.
 */
final class Pump implements Goal {

    /** What the thread needs of its connection. */
    interface Owner {

        /** Waits for a goal and reads meanwhile. */
        Turns.Result await(Goal goal, long deadline);

        /** Gives up on requests whose time is over; returns when to look again. */
        long expire();

        /** Tells whether the connection is lost. */
        boolean lost();
    }

    private final Owner owner;
    private final ThreadFactory threads;
    private final Queue<Pending> completed = new ConcurrentLinkedQueue<>();

    /** The requests under way that nobody reads for. */
    private final AtomicInteger wanted = new AtomicInteger();

    private volatile @Nullable Thread thread;

    Pump(Owner owner, ThreadFactory threads) {
        this.owner = owner;
        this.threads = threads;
    }

    /** Counts requests for which it has to read. */
    void want(int requests) {
        if (wanted.getAndAdd(requests) == 0) {
            Thread started = thread;
            if (started == null) {
                start();
            } else {
                LockSupport.unpark(started);
            }
        }
    }

    /** Notes that a request counted by {@link #want} has its reply or never will. */
    void done(Pending pending) {
        if (pending.future != null) {
            completed.add(pending);
        }
        wanted.decrementAndGet();
    }

    /** Makes the thread look at what there is to do. */
    void wake() {
        Thread started = thread;
        if (started != null && started != Thread.currentThread()) {
            LockSupport.unpark(started);
        }
    }

    /** Tells whether futures wait to be completed. */
    boolean hasCompleted() {
        return !completed.isEmpty();
    }

    /** Tells whether the thread has something else to do than to read. */
    @Override
    public boolean met() {
        return !completed.isEmpty() || wanted.get() == 0 || owner.lost();
    }

    private synchronized void start() {
        if (thread == null) {
            Thread made = threads.newThread(this::run);
            thread = made;
            made.start();
        } else {
            wake();
        }
    }

    private void run() {
        long lookAgain = owner.expire();
        while (!owner.lost() || wanted.get() > 0 || hasCompleted()) {
            for (Pending next = completed.poll(); next != null; next = completed.poll()) {
                next.completeFuture();
            }
            if (owner.lost()) {
                // The thread that noticed the loss is handing over the last requests.
                if (wanted.get() > 0 && !hasCompleted()) {
                    LockSupport.park(this);
                }
            } else if (wanted.get() == 0) {
                // When to look again stays right: later requests have later deadlines.
                LockSupport.park(this);
            } else if (owner.await(this, lookAgain) == Turns.Result.TIMED_OUT) {
                lookAgain = owner.expire();
            }
            // Nobody can mean this thread by an interrupt, and with its flag set it could not park.
            Thread.interrupted();
        }
    }
}
