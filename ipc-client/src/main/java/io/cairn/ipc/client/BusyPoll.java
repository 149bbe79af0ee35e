package io.cairn.ipc.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Asks a socket for a short while again and again before a thread sleeps on it: a reply often comes
 * sooner than the operating system puts a thread to sleep and wakes it again. Only for the thread
 * that has the role of the reader.
 *
 * <p>What it may cost is bounded: at most half of the processors poll at once in this process, each
 * poll lets other threads go first, and a connection whose replies come later than that soon polls
 * only before every sixteenth sleep.
 */
final class BusyPoll {

    /** After so many polls in vain, it polls rarely. */
    private static final int VAIN_MAX = 3;

    private static final int RARELY = 16;

    /** No poll is quicker, whatever the clock says. */
    private static final int POLL_NANOS_MIN = 100;

    private static final Semaphore POLLERS =
            new Semaphore(Runtime.getRuntime().availableProcessors() / 2);

    private final long nanosMax;
    private final LongSupplier ticker;
    private int vain;
    private int sleeps;

    /** Looks once. */
    interface Look {
        boolean ready() throws IOException;
    }

    /**
     * Starts out polling.
     *
     * @param longest how long to poll at most, before one sleep; zero for not at all
     * @param ticker a clock in nanoseconds
     */
    BusyPoll(Duration longest, LongSupplier ticker) {
        this.nanosMax = longest.toNanos();
        this.ticker = ticker;
    }

    /** Polls if that is promising; true when it was ready. */
    boolean poll(Look look) throws IOException {
        if (nanosMax == 0 || vain >= VAIN_MAX && ++sleeps % RARELY != 0 || !POLLERS.tryAcquire()) {
            return false;
        }
        try {
            boolean ready = lookRepeatedly(look);
            vain = ready ? 0 : Math.min(vain + 1, VAIN_MAX);
            return ready;
        } finally {
            POLLERS.release();
        }
    }

    private boolean lookRepeatedly(Look look) throws IOException {
        long start = ticker.getAsLong();
        for (long left = nanosMax / POLL_NANOS_MIN; left >= 0; left--) {
            if (look.ready()) {
                return true;
            }
            if (ticker.getAsLong() - start >= nanosMax) {
                return false;
            }
            Thread.yield();
        }
        return false;
    }
}
