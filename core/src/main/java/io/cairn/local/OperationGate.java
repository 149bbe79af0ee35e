package io.cairn.local;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets many calls in at once until it is closed, and lets the closer wait until all of them are
 * out. Thread-safe.
 *
 * <p>Entries are counted in stripes, one cache line each, chosen by thread, so that readers on many
 * processors do not share a line. Entering counts first and looks at the flag afterwards; closing
 * sets the flag first and looks at the counts afterwards; so one of the two sees the other. A
 * stripe that was zero after the flag was set holds at most calls that are being turned away.
 */
final class OperationGate {

    /** What entering returns when the gate is closed. */
    static final int REFUSED = -1;

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LONGS_PER_LINE = 16;

    private final long[] inside;
    private final int mask;
    private volatile boolean closed;

    /** Starts open, with a power of two of stripes. */
    OperationGate(int stripes) {
        inside = new long[stripes * LONGS_PER_LINE];
        mask = stripes - 1;
    }

    /** Returns a gate with as many stripes as suit this machine. */
    static OperationGate wide() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new OperationGate(Math.min(64, Integer.highestOneBit(2 * processors)));
    }

    /** Enters; returns the ticket to leave with, which any thread may use, or {@link #REFUSED}. */
    int enter() {
        int ticket = ticket();
        COUNT.getAndAdd(inside, ticket, 1L);
        if (closed) {
            exit(ticket);
            return REFUSED;
        }
        return ticket;
    }

    /** Leaves on the thread that entered. */
    void exit() {
        exit(ticket());
    }

    /** Leaves with a ticket. */
    void exit(int ticket) {
        COUNT.getAndAdd(inside, ticket, -1L);
        if (closed) {
            wake();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Refuses new entries from now on. */
    void close() {
        closed = true;
    }

    /** Lets entries in again. */
    void reopen() {
        closed = false;
    }

    /** Tells whether nobody is inside; only on a closed gate does that stay so. */
    boolean isEmpty() {
        for (int ticket = 0; ticket < inside.length; ticket += LONGS_PER_LINE) {
            if (count(ticket) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits, on a closed gate, until everybody is out; false when that took too long. Interrupts
     * are kept for later.
     */
    boolean awaitEmpty(Patience patience) {
        long start = patience.now();
        boolean interrupted = false;
        try {
            for (int ticket = 0; ticket < inside.length; ) {
                try {
                    if (!awaitEmpty(ticket, start, patience)) {
                        return false;
                    }
                    ticket += LONGS_PER_LINE;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized boolean awaitEmpty(int ticket, long start, Patience patience)
            throws InterruptedException {
        while (count(ticket) != 0) {
            long left = patience.nanosMax() - (patience.now() - start);
            if (left <= 0) {
                return false;
            }
            wait(Math.clamp(left / 1_000_000, 1, 1_000));
        }
        return true;
    }

    private synchronized void wake() {
        notifyAll();
    }

    private long count(int ticket) {
        return (long) COUNT.getVolatile(inside, ticket);
    }

    private int ticket() {
        return ((int) Thread.currentThread().threadId() & mask) * LONGS_PER_LINE;
    }
}
