package io.cairn.local;

import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.VersionedSnapshot;
import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.WaitTimeoutException;
import io.cairn.mode.ScanCursor;

/** A pinned state, the calls that read it and the cursors over it. Thread-safe. */
final class SnapshotState extends Access {

    private final VersionedSnapshot snapshot;
    private final OperationGate calls = new OperationGate(1);
    private final CursorSet cursors = new CursorSet();
    private final HeldKeyspaces keyspaces = new HeldKeyspaces();
    private boolean released;

    /** Takes over a pinned state and one place in the quota. */
    SnapshotState(OpenDatabase database, VersionedSnapshot snapshot) {
        super(database);
        this.snapshot = snapshot;
        database.snapshots().add(this);
    }

    long version() {
        enter(database().keyspaces().standard());
        try {
            return snapshot.version();
        } finally {
            calls.exit();
        }
    }

    @Override
    void enter(LocalKeyspace keyspace) {
        if (calls.enter() == OperationGate.REFUSED) {
            throw ClosedException.closed("snapshot");
        }
        try {
            keyspaces.hold(keyspace);
        } catch (RuntimeException | Error e) {
            calls.exit();
            throw e;
        }
    }

    @Override
    void leave(LocalKeyspace keyspace) {
        calls.exit();
    }

    @Override
    EngineSnapshot view() {
        return snapshot;
    }

    @Override
    CursorState openCursor(LocalKeyspace keyspace, KeyRange range, ScanOptions options) {
        enter(keyspace);
        try {
            return database()
                    .openCursor(
                            () -> ScanCursor.open(snapshot, keyspace.id(), range, options, null),
                            scan ->
                                    new CursorState(
                                            this,
                                            null,
                                            cursors,
                                            scan,
                                            null,
                                            keyspace,
                                            LocalKeyspace.NOT_COUNTED));
        } finally {
            leave(keyspace);
        }
    }

    /** Closes cursors, then the state; false when it was closed before. */
    synchronized boolean close() {
        if (released) {
            return false;
        }
        if (database().callbacks().isInside() && !calls.isEmpty()) {
            throw new TransactionStateException(
                    "a snapshot in use cannot be closed from inside a reader; return from there first");
        }
        calls.close();
        if (!calls.awaitEmpty(database().patience())) {
            throw new WaitTimeoutException(
                    "the snapshot is still being read and was not closed; let those calls return, then close it again");
        }
        cursors.closeAll();
        released = true;
        try {
            snapshot.close();
        } finally {
            keyspaces.release();
            database().snapshots().remove(this);
            database().counters().snapshots.giveBack();
        }
        return true;
    }
}
