package io.cairn.occ;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import java.lang.foreign.MemorySegment;

/**
 * Remembers how much of its range a cursor has consumed: up to the last key it returned, or all of
 * it when it came to the end. Used by one thread at a time.
 */
final class TrackingCursor implements EngineCursor {

    private enum Progress {
        UNTOUCHED,
        PARTIAL,
        EXHAUSTED
    }

    private final OptimisticTransaction transaction;
    private final int keyspace;
    private final KeyRange range;
    private final Direction direction;
    private final EngineCursor cursor;
    private Progress progress = Progress.UNTOUCHED;
    private boolean open = true;

    TrackingCursor(
            OptimisticTransaction transaction,
            int keyspace,
            KeyRange range,
            Direction direction,
            EngineCursor cursor) {
        this.transaction = transaction;
        this.keyspace = keyspace;
        this.range = range;
        this.direction = direction;
        this.cursor = cursor;
    }

    @Override
    public boolean next() {
        if (cursor.next()) {
            progress = Progress.PARTIAL;
            return true;
        }
        progress = Progress.EXHAUSTED;
        return false;
    }

    @Override
    public MemorySegment key() {
        return cursor.key();
    }

    @Override
    public MemorySegment value() {
        return cursor.value();
    }

    @Override
    public byte[] keyBytes() {
        return cursor.keyBytes();
    }

    @Override
    public byte[] valueBytes() {
        return cursor.valueBytes();
    }

    /** Adds what has been consumed so far to the transaction's reads. */
    void record(ReadSet reads) {
        switch (progress) {
            case UNTOUCHED -> {}
            case EXHAUSTED -> reads.addRange(keyspace, range);
            case PARTIAL -> {
                byte[] last = cursor.keyBytes();
                reads.addRange(
                        keyspace,
                        direction == Direction.FORWARD
                                ? range.endingBefore(Bytes.after(last))
                                : range.startingAt(last));
            }
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            transaction.closed(this);
            cursor.close();
        }
    }
}
