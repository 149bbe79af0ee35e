package io.cairn.ipc.client;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.error.InvalidFilterException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.WireWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How a server walks cursors page by page. */
final class DirectScans {

    private final DirectSession session;
    private final Map<Integer, Cursor> cursors = new ConcurrentHashMap<>();

    DirectScans(DirectSession session) {
        this.session = session;
    }

    Reply serve(ScanRequest request) {
        return switch (request) {
            case ScanRequest.Open open -> {
                Cursor cursor = session.view(open.view()).scan(open.range(), open.options());
                cursors.put(open.cursor(), cursor);
                yield page(cursor, open.pageBytes(), true);
            }
            case ScanRequest.Next next -> {
                Cursor cursor = cursors.get(next.cursor());
                if (cursor == null) {
                    throw new TransactionStateException("no such cursor is open");
                }
                Reply.Page page = page(cursor, next.pageBytes(), false);
                if (page.end() != null && page.count() > 0) {
                    cursors.remove(next.cursor());
                    cursor.close();
                }
                yield page;
            }
            case ScanRequest.Close close -> {
                Cursor cursor = cursors.remove(close.cursor());
                if (cursor != null) {
                    cursor.close();
                }
                yield new Reply.Done();
            }
        };
    }

    void end() {
        cursors.values().forEach(Cursor::close);
    }

    /**
     * Fills a page until it is full or the scan ends, but looks no further than it must. A filter
     * that fails ends the page, and fails again for the next one.
     */
    private static Reply.Page page(Cursor cursor, int pageBytes, boolean first) {
        WireWriter out = new WireWriter(64);
        int count = 0;
        EndReason end = null;
        try {
            while (out.position() < pageBytes && end == null) {
                if (cursor.next()) {
                    byte[] key = cursor.key();
                    byte[] value = cursor.value();
                    out.u32(key.length);
                    out.u32(value.length);
                    out.raw(key);
                    out.raw(value);
                    count++;
                } else {
                    end = cursor.endReason();
                }
            }
        } catch (InvalidFilterException e) {
            if (count == 0 && !first) {
                throw e;
            }
        }
        byte[] entries = Arrays.copyOf(out.buffer().array(), out.position());
        return new Reply.Page(end, count, entries);
    }
}
