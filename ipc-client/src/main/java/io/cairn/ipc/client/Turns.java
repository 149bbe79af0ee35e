package io.cairn.ipc.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Decides which of the threads that wait on one connection reads from it. Thread-safe.
 *
 * <p>A thread that waits takes the role of the reader when nobody has it, and reads for everybody
 * until what it waits for has come. Then it gives the role up and wakes another waiting thread to
 * take it. A thread that is alone thus sends and receives without a hand-over to another thread.
 *
 * <p>Invariant: while threads wait here, one of them has the role or has been woken to take it.
 * Every thread that leaves passes such a call on.
 */
final class Turns {

    /** A deadline that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long NANOS_MAX = Long.MAX_VALUE / 4;

    /** How a wait ended. */
    enum Result {
        /** The goal is met. */
        MET,
        /** The deadline has passed. */
        TIMED_OUT,
        /** The thread was interrupted; its flag is cleared. */
        INTERRUPTED
    }

    /** What the reader does. */
    interface Reader {

        /** Waits at most so long for something to happen, and deals with it; throws nothing. */
        void turn(long nanos);

        /** Is told, outside of the role, that the role has been given up. */
        void left();

        /** Tells whether the present thread may wait on the socket. */
        boolean mayRead();
    }

    private final LongSupplier ticker;
    private final Reader reader;
    private final AtomicBoolean taken = new AtomicBoolean();

    /** Waiting threads that may take the role, the longest waiting first. */
    private final Queue<Thread> followers = new ConcurrentLinkedQueue<>();

    Turns(LongSupplier ticker, Reader reader) {
        this.ticker = ticker;
        this.reader = reader;
    }

    /** Returns the deadline that is so far away, in nanoseconds. */
    long deadline(long nanos) {
        return nanos >= NANOS_MAX ? NEVER : ticker.getAsLong() + nanos;
    }

    /** Tells whether some thread has the role. */
    boolean taken() {
        return taken.get();
    }

    /** Takes the role if it is free. */
    boolean tryTake() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    /** Gives the role up. */
    void give() {
        taken.set(false);
        promote();
        reader.left();
    }

    /**
     * Waits for a goal, reading meanwhile if nobody else does.
     *
     * @param goal what to wait for; whoever meets it unparks this thread
     * @param deadline when to give up
     * @param interruptible whether an interrupt ends the wait; otherwise the flag is set again at
     *     the end
     * @return how it ended
     */
    Result await(Goal goal, long deadline, boolean interruptible) {
        boolean interrupted = false;
        boolean mayLead = reader.mayRead();
        try {
            while (!goal.met()) {
                if (left(deadline) <= 0) {
                    return Result.TIMED_OUT;
                }
                if (mayLead && tryTake()) {
                    lead(goal, deadline);
                } else {
                    follow(goal, deadline, mayLead);
                }
                if (Thread.interrupted()) {
                    if (interruptible) {
                        return Result.INTERRUPTED;
                    }
                    interrupted = true;
                }
            }
            return Result.MET;
        } finally {
            if (!followers.isEmpty()) {
                promote();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads until the goal is met, the time is over or the thread is interrupted. */
    private void lead(Goal goal, long deadline) {
        try {
            long nanos = left(deadline);
            while (!goal.met() && nanos > 0 && !Thread.currentThread().isInterrupted()) {
                reader.turn(nanos);
                nanos = goal.met() ? 0 : left(deadline);
            }
        } finally {
            give();
        }
    }

    private void follow(Goal goal, long deadline, boolean mayLead) {
        Thread thread = Thread.currentThread();
        if (mayLead) {
            followers.add(thread);
        }
        try {
            // Only now that it stands in the queue: whoever gives the role up later will see it.
            if (!goal.met() && (taken.get() || !mayLead)) {
                if (deadline == NEVER) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, left(deadline));
                }
            }
        } finally {
            if (mayLead) {
                followers.remove(thread);
            }
        }
    }

    private void promote() {
        if (!taken.get()) {
            Thread next = followers.peek();
            if (next != null) {
                LockSupport.unpark(next);
            }
        }
    }

    private long left(long deadline) {
        return deadline == NEVER ? NANOS_MAX : deadline - ticker.getAsLong();
    }
}
