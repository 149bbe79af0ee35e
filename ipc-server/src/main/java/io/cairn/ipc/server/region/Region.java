package io.cairn.ipc.server.region;

/**
 * Shared memory with a number, which stays mapped until it is closed and nobody uses it any more.
 * Thread-safe. Its table closes it.
 */
final class Region {

    private final int number;
    private final SharedMemory memory;
    private final Runnable freed;

    /** Users of the memory, and one more while the region is open. */
    private int users = 1;

    private boolean open = true;

    /**
     * Makes an open region.
     *
     * @param number its number
     * @param memory its memory, closed with it
     * @param freed called once, after the memory was given back
     */
    Region(int number, SharedMemory memory, Runnable freed) {
        this.number = number;
        this.memory = memory;
        this.freed = freed;
    }

    int number() {
        return number;
    }

    SharedMemory memory() {
        return memory;
    }

    /** Keeps the memory mapped until {@link #release}. Returns false when the region is closed. */
    synchronized boolean acquire() {
        if (open) {
            users++;
        }
        return open;
    }

    /** Undoes one {@link #acquire}; the last one frees the memory of a closed region. */
    void release() {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        try {
            memory.close();
        } finally {
            freed.run();
        }
    }

    /** Closes the region: its file at once, its memory when the last user is done. */
    void close() {
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
        }
        try {
            memory.closeFile();
        } finally {
            release();
        }
    }
}
