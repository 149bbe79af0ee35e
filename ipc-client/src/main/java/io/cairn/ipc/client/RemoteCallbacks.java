package io.cairn.ipc.client;

import io.cairn.bytes.SegmentReader;
import io.cairn.error.TransactionStateException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Knows which threads run a reader of a lent value. Thread-safe. */
final class RemoteCallbacks {

    private final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);

    /** Lends a value to a reader; null when there is no value. */
    <R extends @Nullable Object> @Nullable R lend(
            byte @Nullable [] value, SegmentReader<R> reader) {
        if (value == null) {
            return null;
        }
        int[] mine = depth.get();
        mine[0]++;
        try {
            return reader.read(MemorySegment.ofArray(value).asReadOnly());
        } finally {
            mine[0]--;
        }
    }

    /** Tells whether this thread runs a reader. */
    boolean isInside() {
        return depth.get()[0] > 0;
    }

    /** Refuses what would end the call that a reader runs in. */
    void refuse(String what) {
        if (isInside()) {
            throw new TransactionStateException(
                    "close was called from inside a reader, which it would have to wait for; return from there first",
                    "object",
                    what);
        }
    }
}
