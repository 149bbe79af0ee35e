package io.cairn.testing.fault;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A door that calls pass through: open, or shut so that they wait in front of it. Thread-safe.
 * Nobody waits longer than 30 seconds.
 */
public final class Gate {

    private static final long WAIT_SECONDS_MAX = 30;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean shut;
    private int waiting;

    /** Creates an open gate. */
    public Gate() {}

    /** Makes later calls wait. */
    public void shut() {
        lock.lock();
        try {
            shut = true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets waiting and later calls pass. */
    public void open() {
        lock.lock();
        try {
            shut = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until calls stand before the gate.
     *
     * @param calls how many
     */
    public void awaitArrivals(int calls) {
        lock.lock();
        try {
            long nanosLeft = TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
            while (waiting < calls) {
                if (nanosLeft <= 0) {
                    throw new IllegalStateException(
                            "waited too long in front of a gate; waiting calls: " + waiting);
                }
                nanosLeft = changed.awaitNanos(nanosLeft);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in front of a gate", e);
        } finally {
            lock.unlock();
        }
    }

    /** Passes the gate, as soon as it is open. */
    void pass() {
        lock.lock();
        try {
            waiting++;
            changed.signalAll();
            long nanosLeft = TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
            while (shut) {
                if (nanosLeft <= 0) {
                    throw new IllegalStateException(
                            "waited too long at a gate; waiting calls: " + waiting);
                }
                nanosLeft = changed.awaitNanos(nanosLeft);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at a gate", e);
        } finally {
            waiting--;
            lock.unlock();
        }
    }
}
