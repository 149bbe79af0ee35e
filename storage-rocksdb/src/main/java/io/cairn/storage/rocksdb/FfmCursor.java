package io.cairn.storage.rocksdb;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.error.ClosedException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Walks a range and lends segments that point into RocksDB's blocks, without a copy.
 *
 * <p>Lent segments belong to a confined arena, which is what a scan can afford: closing it takes
 * nanoseconds, where a shared one stops all threads for tens of microseconds. So a late access
 * throws after {@link #close}, and an access by a thread other than the one that asked for the
 * segment throws at any time.
 */
final class FfmCursor implements EngineCursor {

    private static final byte BEFORE = 0;
    private static final byte ON = 1;
    private static final byte DONE = 2;

    private final FfmView view;
    private final KeyRange range;
    private final boolean forward;

    /** Where the range ends in walking direction, or null. */
    private final byte @Nullable [] bound;

    private final long boundHead;
    private @Nullable FfmIterator iterator;
    private byte state = BEFORE;
    private long key;
    private long keyLength;
    private @Nullable Arena arena;
    private @Nullable Thread borrower;
    private MemorySegment lent = MemorySegment.NULL;

    FfmCursor(FfmView view, Family family, KeyRange range, Direction direction) {
        this.view = view;
        this.range = range;
        forward = direction == Direction.FORWARD;
        byte[] last = forward ? range.end() : range.begin();
        bound = last == null || last.length == 0 ? null : last;
        boundHead = bound == null ? 0 : head(bound);
        FfmIterator.Bound kind =
                bound == null
                        ? FfmIterator.Bound.NONE
                        : forward ? FfmIterator.Bound.UPPER : FfmIterator.Bound.LOWER;
        iterator = view.iterator(family, kind);
        if (bound != null) {
            iterator.setBound(bound);
        }
    }

    @Override
    public boolean next() {
        FfmIterator it = iterator();
        key = 0;
        if (state == ON) {
            if (forward) {
                it.next();
            } else {
                it.previous();
            }
        } else if (state == BEFORE) {
            seek(it);
        } else {
            return false;
        }
        if (it.valid() && (bound == null || isInside(it, bound))) {
            state = ON;
            return true;
        }
        state = DONE;
        return false;
    }

    private void seek(FfmIterator it) {
        if (forward) {
            byte[] begin = range.begin();
            if (begin.length == 0) {
                it.seekFirst();
            } else {
                it.seek(begin);
            }
            return;
        }
        byte[] end = range.end();
        if (end == null) {
            it.seekLast();
            return;
        }
        it.seekBack(end);
        if (it.valid() && compare(it.key(), it.length(), end) == 0) {
            it.previous();
        }
    }

    /**
     * RocksDB knows the bound, too, but only promises to look at a changed one when it leaves a
     * block.
     */
    private boolean isInside(FfmIterator it, byte[] limit) {
        key = it.key();
        keyLength = it.length();
        int order;
        if (keyLength >= Long.BYTES && limit.length >= Long.BYTES) {
            order = Long.compareUnsigned(NativeMemory.getHead(key), boundHead);
            if (order == 0) {
                order = compare(key, keyLength, limit);
            }
        } else {
            order = compare(key, keyLength, limit);
        }
        return forward ? order < 0 : order >= 0;
    }

    @Override
    public MemorySegment key() {
        FfmIterator it = current();
        if (key == 0) {
            key = it.key();
            keyLength = it.length();
        }
        return lend(key, keyLength);
    }

    @Override
    public MemorySegment value() {
        FfmIterator it = current();
        long value = it.value();
        return lend(value, it.length());
    }

    @Override
    public byte[] keyBytes() {
        FfmIterator it = current();
        if (key == 0) {
            key = it.key();
            keyLength = it.length();
        }
        return NativeMemory.copyOut(key, keyLength);
    }

    @Override
    public byte[] valueBytes() {
        FfmIterator it = current();
        long value = it.value();
        return NativeMemory.copyOut(value, it.length());
    }

    @Override
    public void close() {
        FfmIterator it = iterator;
        if (it == null) {
            return;
        }
        iterator = null;
        state = DONE;
        Arena borrowed = arena;
        lent = MemorySegment.NULL;
        arena = null;
        if (borrowed == null) {
            view.giveBack(it);
        } else if (borrower == Thread.currentThread()) {
            borrowed.close();
            view.giveBack(it);
        } else {
            view.retire(it, borrowed.scope());
        }
    }

    private MemorySegment lend(long address, long length) {
        if (borrower != Thread.currentThread()) {
            arena = Arena.ofConfined();
            lent = MemorySegment.NULL.reinterpret(Long.MAX_VALUE, arena, null).asReadOnly();
            borrower = Thread.currentThread();
        }
        return lent.asSlice(address, length);
    }

    private FfmIterator iterator() {
        FfmIterator it = iterator;
        if (it == null) {
            throw ClosedException.closed("cursor");
        }
        view.checkUsable();
        return it;
    }

    private FfmIterator current() {
        FfmIterator it = iterator();
        if (state != ON) {
            throw new IllegalStateException("the cursor does not stand on an entry");
        }
        return it;
    }

    private static long head(byte[] bytes) {
        long head = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            head = head << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
        }
        return head;
    }

    private static int compare(long address, long length, byte[] other) {
        int common = (int) Math.min(length, other.length);
        for (int i = 0; i < common; i++) {
            int order = Byte.compareUnsigned(NativeMemory.getByte(address + i), other[i]);
            if (order != 0) {
                return order;
            }
        }
        return Long.compare(length, other.length);
    }
}
