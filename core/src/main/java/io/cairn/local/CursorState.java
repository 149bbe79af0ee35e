package io.cairn.local;

import io.cairn.engine.EngineSnapshot;
import io.cairn.error.ClosedException;
import io.cairn.mode.ScanCursor;
import org.jspecify.annotations.Nullable;

/**
 * An open scan and everything that must be released with it. Its guard is its own, or that of the
 * transaction it reads from; all fields are touched only inside.
 */
final class CursorState extends Leakable {

    private static final long BYTES_KEPT_BACK = 64 * 1024;

    private final Access access;
    private final UseGuard guard;
    private final CursorSet siblings;
    private final @Nullable EngineSnapshot ownSnapshot;
    private final LocalKeyspace keyspace;
    private final int ticket;
    private final boolean ownGuard;
    private @Nullable ScanCursor scan;
    private volatile boolean closed;
    private long bytesRead;

    /**
     * Takes over an open scan.
     *
     * @param sharedGuard the guard of the transaction it reads from, or null for one of its own
     * @param siblings where it is registered, which is done here
     * @param ownSnapshot closed with it, or null
     * @param ticket the hold on the keyspace that is released with it
     */
    CursorState(
            Access access,
            @Nullable UseGuard sharedGuard,
            CursorSet siblings,
            ScanCursor scan,
            @Nullable EngineSnapshot ownSnapshot,
            LocalKeyspace keyspace,
            int ticket) {
        super("cursor", access.database().traced());
        this.access = access;
        this.ownGuard = sharedGuard == null;
        this.guard = sharedGuard == null ? access.database().newGuard("cursor") : sharedGuard;
        this.siblings = siblings;
        this.scan = scan;
        this.ownSnapshot = ownSnapshot;
        this.keyspace = keyspace;
        this.ticket = ticket;
        siblings.add(this);
    }

    UseGuard guard() {
        return guard;
    }

    Access access() {
        return access;
    }

    /** Returns the scan; called inside the guard. */
    ScanCursor scan() {
        ScanCursor open = scan;
        if (open == null) {
            throw ClosedException.closed("cursor");
        }
        return open;
    }

    /** Counts bytes given to the user; called inside the guard. */
    void delivered(long bytes) {
        bytesRead += bytes;
        if (bytesRead >= BYTES_KEPT_BACK) {
            count();
        }
    }

    /** Closes it, waiting for another thread's call on it to end. */
    void close() {
        if (!closed) {
            guard.closeInside(this::closeInside);
        }
    }

    /** Closes it from inside the guard; false when it was closed before. */
    boolean closeInside() {
        ScanCursor open = scan;
        if (open == null) {
            return false;
        }
        scan = null;
        count();
        // Whoever closes the database must not overlook it before the engine is done with it.
        try {
            open.close();
        } finally {
            if (ownSnapshot != null) {
                ownSnapshot.close();
            }
            keyspace.release(ticket);
            closed = true;
            siblings.remove(this);
            access.database().counters().cursors.giveBack();
        }
        return true;
    }

    /**
     * Closes it after its handle was collected; a transaction is asked to do so, since it may be in
     * use.
     */
    @Override
    boolean closeLeaked() {
        if (closed) {
            return false;
        }
        if (ownGuard) {
            guard.closeCollected(this::closeInside);
        } else {
            siblings.lost(this);
        }
        return true;
    }

    private void count() {
        access.database().counters().bytesRead.add(bytesRead);
        bytesRead = 0;
    }
}
