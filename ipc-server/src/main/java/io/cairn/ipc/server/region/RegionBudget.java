package io.cairn.ipc.server.region;

import io.cairn.error.LimitException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much shared memory a server lends, over all connections and to each. Thread-safe. */
public final class RegionBudget {

    private final long totalBytesMax;
    private final long connectionBytesMax;
    private final int connectionRegionsMax;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicInteger lastNumber = new AtomicInteger();

    /**
     * Makes the budget of a server.
     *
     * @param totalBytesMax the most bytes lent to all connections together
     * @param connectionBytesMax the most bytes lent to one connection
     * @param connectionRegionsMax the most regions of one connection; each holds a descriptor until
     *     the client has mapped it
     */
    public RegionBudget(long totalBytesMax, long connectionBytesMax, int connectionRegionsMax) {
        this.totalBytesMax = totalBytesMax;
        this.connectionBytesMax = connectionBytesMax;
        this.connectionRegionsMax = connectionRegionsMax;
    }

    /**
     * Returns what a client may be told that its connection can have.
     *
     * @return bytes; 0 when the server has no shared memory to lend
     */
    public long connectionBytesMax() {
        return SharedMemory.isSupported() ? Math.min(connectionBytesMax, totalBytesMax) : 0;
    }

    /**
     * Returns how much is lent.
     *
     * @return the bytes of all regions of all connections
     */
    public long usedBytes() {
        return usedBytes.get();
    }

    int connectionRegionsMax() {
        return connectionRegionsMax;
    }

    /** Returns a number that no region of this server has or had. */
    int newNumber() {
        return lastNumber.incrementAndGet();
    }

    /**
     * Sets bytes aside.
     *
     * @throws LimitException when there are not so many left
     */
    void reserve(long bytes) {
        long used = usedBytes.get();
        while (true) {
            if (bytes > totalBytesMax - used) {
                throw new LimitException(
                        "all connections together hold too much shared memory; try again later",
                        "limit",
                        "regionBytesTotalMax",
                        "max",
                        totalBytesMax,
                        "actual",
                        used + bytes);
            }
            long seen = usedBytes.compareAndExchange(used, used + bytes);
            if (seen == used) {
                return;
            }
            used = seen;
        }
    }

    /** Gives back what {@link #reserve} set aside. */
    void release(long bytes) {
        usedBytes.addAndGet(-bytes);
    }
}
