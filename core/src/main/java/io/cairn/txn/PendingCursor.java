package io.cairn.txn;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Walks the pending writes of a range as they were when it was opened, deletes included. Used by
 * one thread at a time.
 */
final class PendingCursor {

    private final KeyspaceWrites writes;
    private final int[] order;
    private final int asOf;
    private final int step;
    private int at;
    private final int stop;
    private byte[] key = KeyspaceWrites.DELETED;
    private byte[] value = KeyspaceWrites.DELETED;
    private boolean open = true;

    PendingCursor(KeyspaceWrites writes, KeyRange range, Direction direction) {
        this.writes = writes;
        order = writes.sorted();
        asOf = writes.entryCount();
        int low = writes.lowerBound(range.begin());
        int high = Math.max(low, writes.upperBound(range.end()));
        boolean forward = direction == Direction.FORWARD;
        step = forward ? 1 : -1;
        at = forward ? low - 1 : high;
        stop = forward ? high : low - 1;
        writes.cursorOpened();
    }

    /** Moves to the next pending write; false at the end. */
    boolean next() {
        while (at != stop) {
            at += step;
            if (at == stop) {
                return false;
            }
            byte @Nullable [] found = writes.valueAsOf(order[at], asOf);
            if (found != null) {
                key = writes.key(order[at]);
                value = found;
                return true;
            }
        }
        return false;
    }

    byte[] key() {
        return key;
    }

    /** Returns the value, or DELETED or CLEARED by identity. */
    byte[] value() {
        return value;
    }

    boolean isDelete() {
        return value == KeyspaceWrites.DELETED || value == KeyspaceWrites.CLEARED;
    }

    void close() {
        if (open) {
            open = false;
            writes.cursorClosed();
        }
    }
}
