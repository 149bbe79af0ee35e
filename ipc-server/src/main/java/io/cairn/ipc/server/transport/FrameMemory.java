package io.cairn.ipc.server.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory that all connections of a server together spend on frames of which only a part
 * has come. Thread-safe.
 */
final class FrameMemory {

    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();

    FrameMemory(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    long bytesMax() {
        return bytesMax;
    }

    long bytes() {
        return bytes.get();
    }

    /** Takes some; false when that would be too much. */
    boolean reserve(long more) {
        if (bytes.addAndGet(more) > bytesMax) {
            bytes.addAndGet(-more);
            return false;
        }
        return true;
    }

    void free(long less) {
        bytes.addAndGet(-less);
    }
}
