package io.cairn.ipc.client;

import io.cairn.api.EndReason;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.TransactionStateException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ScanRequest;
import org.jspecify.annotations.Nullable;

/**
 * An open scan. Its turn is its own, or that of the transaction it reads from; all fields but
 * {@code closed} are touched only inside.
 */
final class OpenRemoteCursor extends RemoteLeakable {

    private final OpenRemote database;
    private final Line line;
    private final int handle;
    private final RemoteScan scan;
    private final RemoteKeyspace keyspace;
    private final RemoteTurn turn;
    private final RemoteCursors siblings;
    private final @Nullable OpenRemoteTransaction transaction;
    private final RemotePages pages;
    private final RemotePage page;
    private byte @Nullable [] lastOfFormerPages;
    private @Nullable EndReason endReason;
    private @Nullable CairnException failure;
    private int askAheadAt;
    private volatile boolean closed;

    /**
     * Takes over a cursor that the server has opened.
     *
     * @param siblings where it is registered, which is done here
     * @param transaction the transaction it reads from, or null
     */
    OpenRemoteCursor(
            OpenRemote database,
            Line line,
            int handle,
            RemoteScan scan,
            RemoteKeyspace keyspace,
            RemoteCursors siblings,
            @Nullable OpenRemoteTransaction transaction) {
        super("cursor", database.traced());
        this.database = database;
        this.line = line;
        this.handle = handle;
        this.scan = scan;
        this.keyspace = keyspace;
        this.siblings = siblings;
        this.transaction = transaction;
        this.turn =
                transaction == null
                        ? new RemoteTurn("cursor", database::patience)
                        : transaction.turn();
        this.pages = new RemotePages(database, line, handle, scan, transaction);
        this.page = new RemotePage(scan.cut());
    }

    /** Goes before the first entry of the first page, and registers itself. */
    OpenRemoteCursor start(Reply first) {
        page.load(pages.arrived(first));
        // The first page may be all that is wanted.
        askAheadAt = page.left() / 2;
        siblings.add(this);
        database.opened(this, line);
        return this;
    }

    RemoteKeyspace keyspace() {
        return keyspace;
    }

    RemoteTurn turn() {
        return turn;
    }

    /** Moves to the next entry; called inside. */
    boolean next() {
        checkOpen();
        if (page.step()) {
            if (page.left() == askAheadAt) {
                pages.askAhead(1);
            }
            return true;
        }
        return nextPage();
    }

    /** Returns the page, which stands on an entry; called inside. */
    RemotePage positioned() {
        checkOpen();
        if (!page.positioned()) {
            throw new TransactionStateException(
                    "the cursor stands on no entry; call next first, and only while it returns true");
        }
        return page;
    }

    /** Returns why the scan ended; called inside. */
    EndReason endReason() {
        checkOpen();
        EndReason reason = endReason;
        if (reason == null) {
            throw new TransactionStateException(
                    "the scan has not ended; call next until it returns false");
        }
        return reason;
    }

    /** Closes it, waiting for another thread's call on it to end. */
    void close() {
        if (!closed) {
            turn.closeInside(this::closeInside);
        }
    }

    /** Closes it from inside the turn. */
    void closeInside() {
        if (closed) {
            return;
        }
        endHere();
        if (transaction != null) {
            transaction.hasRead(keyspace, consumed());
        }
        database.releaseSoon(line, new ScanRequest.Close(handle));
    }

    /** Ends it on this side, as what it reads from has ended. */
    void endHere() {
        closed = true;
        siblings.remove(this);
        database.ended(this, line);
    }

    /** Returns what has been read and must be told to the transaction; null for nothing. */
    @Nullable KeyRange consumed() {
        if (!scan.tracked()) {
            return null;
        }
        byte[] last = page.lastKey();
        return scan.consumed(
                last == null ? lastOfFormerPages : last, endReason == EndReason.EXHAUSTED);
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
        if (transaction != null) {
            siblings.lost(this);
            return true;
        }
        endHere();
        database.releaseLater(line, new ScanRequest.Close(handle));
        return true;
    }

    @Override
    void databaseClosed() {
        closed = true;
    }

    private boolean nextPage() {
        if (endReason != null) {
            return false;
        }
        leavePage();
        if (pages.end() == null) {
            page.load(fetch());
            if (page.step()) {
                pages.askAhead(RemotePages.AHEAD_MAX);
                return true;
            }
        }
        endReason = pages.end();
        if (endReason == null) {
            throw failed(
                    new UnavailableException(
                            ErrorCode.IO,
                            "the server sent an empty page that is not the last",
                            null));
        }
        return false;
    }

    private void leavePage() {
        byte[] last = scan.tracked() ? page.lastKey() : null;
        if (last != null) {
            lastOfFormerPages = last;
        }
        page.clear();
    }

    private Reply.Page fetch() {
        if (failure != null) {
            throw failure;
        }
        try {
            return pages.next();
        } catch (CairnException e) {
            throw failed(e);
        }
    }

    /** Remembers a failure, after which nobody knows which entries would come. */
    private CairnException failed(CairnException e) {
        failure = e;
        if (transaction != null) {
            transaction.failed(e);
        }
        return e;
    }

    private void checkOpen() {
        if (closed) {
            throw ClosedException.closed("cursor");
        }
    }
}
