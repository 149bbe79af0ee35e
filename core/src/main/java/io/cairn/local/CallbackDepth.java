package io.cairn.local;

import io.cairn.error.TransactionStateException;

/**
 * Knows which threads run user code from inside a call, where waiting for calls to end would wait
 * for oneself. Thread-safe.
 */
final class CallbackDepth {

    private final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);

    void begin() {
        depth.get()[0]++;
    }

    void end() {
        depth.get()[0]--;
    }

    /** Tells whether this thread runs user code inside a call. */
    boolean isInside() {
        return depth.get()[0] > 0;
    }

    /** Refuses what would wait for this very call. */
    void refuse(String what) {
        if (isInside()) {
            throw new TransactionStateException(
                    "close was called from inside a reader or hook, which it would have to wait for; return from there first",
                    "object",
                    what);
        }
    }
}
