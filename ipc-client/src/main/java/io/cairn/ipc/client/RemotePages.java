package io.cairn.ipc.client;

import io.cairn.api.EndReason;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ScanRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for the pages of one cursor, the next one ahead while the present one is
 * consumed. Pages grow, so that a short scan costs little and a long one few messages. Used by one
 * thread at a time.
 */
final class RemotePages {

    /** The first page: about so many bytes of keys and values. */
    static final int BYTES_FIRST = 16 * 1024;

    /** The longest page. */
    private static final int BYTES_MAX = 1024 * 1024;

    /** Pages of one entry. */
    private static final int BYTES_SINGLE = 1;

    private final OpenRemote database;
    private final Line line;
    private final int handle;
    private final RemoteScan scan;
    private final @Nullable OpenRemoteTransaction transaction;
    private int bytes = BYTES_FIRST;
    private @Nullable CompletableFuture<Reply> ahead;
    private @Nullable EndReason end;
    private boolean openThere = true;

    /**
     * Takes over an open cursor.
     *
     * @param transaction the transaction it reads in, or null
     */
    RemotePages(
            OpenRemote database,
            Line line,
            int handle,
            RemoteScan scan,
            @Nullable OpenRemoteTransaction transaction) {
        this.database = database;
        this.line = line;
        this.handle = handle;
        this.scan = scan;
        this.transaction = transaction;
    }

    /** Notes what the page says that came with the opening of the cursor. */
    Reply.Page opened(Reply reply) {
        Reply.Page page = Replies.as(Reply.Page.class, reply);
        end = page.end();
        return page;
    }

    private Reply.Page arrived(Reply reply) {
        Reply.Page page = opened(reply);
        // The server closes a cursor by itself only behind entries, and not while it opens it.
        openThere = end == null || page.count() == 0;
        return page;
    }

    /** Returns the next page, waiting for it. */
    Reply.Page next() {
        CompletableFuture<Reply> asked = ahead;
        ahead = null;
        if (asked != null) {
            return arrived(database.join(line, asked));
        }
        ScanRequest request = request();
        return arrived(
                scan.single() && transaction != null
                        ? transaction.next(request, scan.consumes())
                        : database.call(line, request));
    }

    /** Asks for the next page unless that was done, or there is none, or it must not be done. */
    void askAhead() {
        if (scan.single() || end != null || ahead != null) {
            return;
        }
        try {
            ahead = line.send(request());
        } catch (CairnException _) {
            // Whoever wants the page asks again and is told.
        }
    }

    /** Returns why the scan ended with the present page; null when there may be more. */
    @Nullable EndReason end() {
        return end;
    }

    /** Tells whether the server may still have the cursor. */
    boolean openThere() {
        return openThere;
    }

    private ScanRequest request() {
        if (scan.single()) {
            return new ScanRequest.Next(handle, BYTES_SINGLE);
        }
        bytes = Math.min(2 * bytes, BYTES_MAX);
        return new ScanRequest.Next(handle, bytes);
    }
}
