package io.cairn.ipc.client;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * The cursor that users hold. Each call keeps it reachable, so that what stands behind a collected
 * cursor is not in use.
 */
final class RemoteCursor implements Cursor {

    private final OpenRemoteCursor open;
    private final RemoteTurn turn;
    private final Cleaner.Cleanable cleanable;

    /** Keeps the snapshot or transaction alive while somebody reads from it. */
    @SuppressWarnings({"UnusedVariable", "FieldCanBeLocal"})
    private final Object anchor;

    RemoteCursor(OpenRemoteCursor open, Object anchor) {
        this.open = open;
        this.turn = open.turn();
        this.anchor = anchor;
        this.cleanable = open.watchOver(this);
    }

    @Override
    public boolean next() {
        turn.enter();
        try {
            return open.next();
        } finally {
            turn.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public byte[] key() {
        turn.enter();
        try {
            return open.positioned().key();
        } finally {
            turn.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public byte[] value() {
        turn.enter();
        try {
            return open.positioned().value();
        } finally {
            turn.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public MemorySegment keySegment() {
        turn.enter();
        try {
            return open.positioned().keySegment();
        } finally {
            turn.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public MemorySegment valueSegment() {
        turn.enter();
        try {
            return open.positioned().valueSegment();
        } finally {
            turn.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public EndReason endReason() {
        turn.enter();
        try {
            return open.endReason();
        } finally {
            turn.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        open.close();
        cleanable.clean();
    }
}
