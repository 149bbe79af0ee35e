package io.cairn.local;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.error.RetryableException;
import io.cairn.error.TransactionStateException;
import io.cairn.mode.ScanCursor;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * The cursor that users hold. Each call keeps it reachable, so that what stands behind a collected
 * cursor is not in use.
 */
final class LocalCursor implements Cursor {

    private final CursorState state;
    private final UseGuard guard;
    private final Cleaner.Cleanable cleanable;

    /** Keeps the snapshot or transaction alive while somebody reads from it. */
    @SuppressWarnings({"UnusedVariable", "FieldCanBeLocal"})
    private final Object anchor;

    LocalCursor(CursorState state, Object anchor) {
        this.state = state;
        this.guard = state.guard();
        this.anchor = anchor;
        this.cleanable = state.watchOver(this);
    }

    @Override
    public boolean next() {
        UseGuard.Bias entered = guard.enter();
        try {
            return state.scan().next();
        } catch (RetryableException e) {
            state.access().failed(e);
            throw e;
        } finally {
            entered.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public byte[] key() {
        UseGuard.Bias entered = guard.enter();
        try {
            byte[] key = positioned().key();
            state.delivered(key.length);
            return key;
        } finally {
            entered.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public byte[] value() {
        UseGuard.Bias entered = guard.enter();
        try {
            byte[] value = positioned().value();
            state.delivered(value.length);
            return value;
        } finally {
            entered.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public MemorySegment keySegment() {
        UseGuard.Bias entered = guard.enter();
        try {
            MemorySegment key = positioned().keySegment();
            state.delivered(key.byteSize());
            return key;
        } finally {
            entered.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public MemorySegment valueSegment() {
        UseGuard.Bias entered = guard.enter();
        try {
            MemorySegment value = positioned().valueSegment();
            state.delivered(value.byteSize());
            return value;
        } finally {
            entered.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public EndReason endReason() {
        UseGuard.Bias entered = guard.enter();
        try {
            return state.scan().endReason();
        } finally {
            entered.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        state.close();
        cleanable.clean();
    }

    private ScanCursor positioned() {
        ScanCursor scan = state.scan();
        if (!scan.positioned()) {
            throw new TransactionStateException(
                    "the cursor stands on no entry; call next first, and only while it returns true");
        }
        return scan;
    }
}
