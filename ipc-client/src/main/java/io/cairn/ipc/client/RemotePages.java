package io.cairn.ipc.client;

import io.cairn.api.EndReason;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ScanRequest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for the pages of one cursor, ahead while the present one is consumed. Pages grow,
 * so that a short scan costs little and a long one few messages. An entry longer than the longest
 * page is sent only when it is wanted. Used by one thread at a time.
 */
final class RemotePages {

    /** The first page: about so many bytes of keys and values. */
    static final int BYTES_FIRST = 16 * 1024;

    /** The longest page, which a server makes without a hand-over to another thread. */
    private static final int BYTES_MAX = 64 * 1024;

    /** The most pages under way: the server makes one while another one travels. */
    static final int AHEAD_MAX = 2;

    /** Pages of one entry. */
    private static final int BYTES_SINGLE = 1;

    private final OpenRemote database;
    private final Line line;
    private final int handle;
    private final RemoteScan scan;
    private final @Nullable OpenRemoteTransaction transaction;
    private int bytes = BYTES_FIRST;
    private final Queue<Supplier<Reply>> ahead = new ArrayDeque<>(AHEAD_MAX);
    private @Nullable EndReason end;

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

    /** Notes what a page says, such as the one that came with the opening of the cursor. */
    Reply.Page arrived(Reply reply) {
        Reply.Page page = Replies.as(Reply.Page.class, reply);
        end = page.end();
        return page;
    }

    /** Returns the next page, waiting for it. */
    Reply.Page next() {
        while (true) {
            Supplier<Reply> asked = ahead.poll();
            if (asked == null) {
                return wanted();
            }
            Reply.Page page = arrived(database.join(line, asked));
            if (page.count() > 0 || page.end() != null) {
                return page;
            }
        }
    }

    private Reply.Page wanted() {
        ScanRequest request = request(false);
        return arrived(
                scan.single() && transaction != null
                        ? transaction.next(request, scan.consumes())
                        : database.call(line, request));
    }

    /**
     * Asks for pages, unless that was done, or there are none, or it must not be done.
     *
     * @param pages how many should be under way, at most {@link #AHEAD_MAX}
     */
    void askAhead(int pages) {
        if (scan.single() || end != null) {
            return;
        }
        try {
            while (ahead.size() < pages) {
                ahead.addAll(line.ask(List.of(request(true))));
            }
        } catch (CairnException _) {
            // Whoever wants the page asks again and is told.
        }
    }

    /** Returns why the scan ended with the present page; null when there may be more. */
    @Nullable EndReason end() {
        return end;
    }

    private ScanRequest request(boolean asksAhead) {
        if (scan.single()) {
            return new ScanRequest.Next(handle, BYTES_SINGLE, asksAhead);
        }
        bytes = Math.min(2 * bytes, BYTES_MAX);
        return new ScanRequest.Next(handle, bytes, asksAhead);
    }
}
