package io.cairn.txn;

import io.cairn.bytes.Direction;
import io.cairn.engine.EngineCursor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Merges pending writes with the engine's entries: a pending write hides the engine's entry of the
 * same key, a pending delete hides both. Used by one thread at a time.
 */
final class MergingCursor implements EngineCursor {

    private final PendingCursor pending;
    private final EngineCursor stored;
    private final int sign;
    private boolean pendingReady;
    private boolean storedReady;
    private boolean started;
    private boolean onPending;

    MergingCursor(PendingCursor pending, EngineCursor stored, Direction direction) {
        this.pending = pending;
        this.stored = stored;
        this.sign = direction == Direction.FORWARD ? 1 : -1;
    }

    @Override
    public boolean next() {
        if (!started) {
            started = true;
            pendingReady = pending.next();
            storedReady = stored.next();
        } else if (onPending) {
            pendingReady = pending.next();
        } else if (storedReady) {
            storedReady = stored.next();
        }
        while (pendingReady) {
            int order = storedReady ? sign * compare(pending.key(), stored.key()) : -1;
            if (order > 0) {
                onPending = false;
                return true;
            }
            if (order == 0) {
                storedReady = stored.next();
            }
            if (!pending.isDelete()) {
                onPending = true;
                return true;
            }
            pendingReady = pending.next();
        }
        onPending = false;
        return storedReady;
    }

    @Override
    public MemorySegment key() {
        return onPending ? MemorySegment.ofArray(pending.key()).asReadOnly() : stored.key();
    }

    @Override
    public MemorySegment value() {
        return onPending ? MemorySegment.ofArray(pending.value()).asReadOnly() : stored.value();
    }

    @Override
    public byte[] keyBytes() {
        return onPending ? pending.key().clone() : stored.keyBytes();
    }

    @Override
    public byte[] valueBytes() {
        return onPending ? pending.value().clone() : stored.valueBytes();
    }

    @Override
    public void close() {
        pending.close();
        stored.close();
    }

    private static int compare(byte[] a, MemorySegment b) {
        long at = MemorySegment.ofArray(a).mismatch(b);
        if (at < 0) {
            return 0;
        }
        if (at == a.length) {
            return -1;
        }
        if (at == b.byteSize()) {
            return 1;
        }
        return Byte.compareUnsigned(a[(int) at], b.get(ValueLayout.JAVA_BYTE, at));
    }
}
