package io.cairn.ipc.client;

import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A state that the server keeps, and the cursors over it. Thread-safe. */
final class OpenRemoteSnapshot extends RemoteAccess {

    private final Line line;
    private final int handle;
    private final long version;
    private final RemoteCursors cursors = new RemoteCursors();
    private final AtomicInteger readers = new AtomicInteger();
    private final Release release = new Release();
    private volatile boolean closed;

    private OpenRemoteSnapshot(OpenRemote database, Line line, int handle, long version) {
        super(database);
        this.line = line;
        this.handle = handle;
        this.version = version;
        database.opened(release, line);
    }

    /** Opens a snapshot of the newest state. */
    static OpenRemoteSnapshot open(OpenRemote database) {
        return RemoteAutoCommit.again(() -> {
            Line line = database.line();
            int handle = line.newHandle();
            Reply reply = database.call(line, new TransactionRequest.OpenSnapshot(handle));
            return new OpenRemoteSnapshot(database, line, handle, Replies.number(reply));
        });
    }

    long version() {
        checkOpen();
        return version;
    }

    /** Returns what releases it when its handle is collected. */
    RemoteLeakable release() {
        return release;
    }

    @Override
    Reply read(RemoteKeyspace keyspace, Ask ask) {
        checkOpen();
        return database().call(line, ask.of(view(keyspace)));
    }

    @Override
    <R extends @Nullable Object> @Nullable R lend(
            RemoteKeyspace keyspace, Ask ask, SegmentReader<R> reader) {
        readers.incrementAndGet();
        try {
            return super.lend(keyspace, ask, reader);
        } finally {
            readers.decrementAndGet();
        }
    }

    @Override
    OpenRemoteCursor openCursor(RemoteKeyspace keyspace, KeyRange range, ScanOptions options) {
        checkOpen();
        RemoteScan scan = RemoteScan.of(range, options, false);
        int cursor = line.newHandle();
        Reply first = database().call(line, scan.open(cursor, view(keyspace)));
        OpenRemoteCursor opened =
                new OpenRemoteCursor(database(), line, cursor, scan, keyspace, cursors, null)
                        .start(first);
        if (closed) {
            opened.endHere();
        }
        return opened;
    }

    @Override
    void checkOpen() {
        if (closed) {
            throw ClosedException.closed("snapshot");
        }
    }

    /** Closes it with its cursors. */
    void close() {
        if (!closed && readers.get() > 0 && database().callbacks().isInside()) {
            throw new TransactionStateException(
                    "a snapshot in use cannot be closed from inside a reader; return from there first");
        }
        if (release.end()) {
            database().release(line, new TransactionRequest.CloseSnapshot(handle));
        }
    }

    private View view(RemoteKeyspace keyspace) {
        return new View(View.Kind.SNAPSHOT, handle, keyspace.numberOn(line));
    }

    /** What the database and the collector know of it. */
    private final class Release extends RemoteLeakable {

        Release() {
            super("snapshot", database().traced());
        }

        /** Ends it on this side; false when that was done before. */
        synchronized boolean end() {
            if (closed) {
                return false;
            }
            closed = true;
            cursors.endAll();
            database().ended(this, line);
            return true;
        }

        @Override
        boolean closeLeaked() {
            if (!end()) {
                return false;
            }
            database().releaseLater(line, new TransactionRequest.CloseSnapshot(handle));
            return true;
        }

        @Override
        void databaseClosed() {
            closed = true;
        }
    }
}
