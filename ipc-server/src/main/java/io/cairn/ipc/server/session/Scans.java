package io.cairn.ipc.server.session;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.api.Mode;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import io.cairn.error.InvalidFilterException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.ScanRequest;
import java.lang.foreign.MemorySegment;

/** Serves cursors, page by page. Stateless but for its desk. */
final class Scans {

    /** The longest page, unless it is a single entry. */
    static final int PAGE_BYTES_MAX = 1 << 20;

    /** The longest page that is made on the connection's own thread. */
    private static final int HERE_PAGE_BYTES_MAX = 64 << 10;

    /** The bytes of an entry besides its key and value. */
    private static final int ENTRY_BYTES = 2 * Integer.BYTES;

    /** Where a page's end and count lie in its body. */
    private static final int END_BYTES = 1;

    private static final Reply.Page NOTHING_YET = new Reply.Page(null, 0, new byte[0]);

    private final Desk desk;

    Scans(Desk desk) {
        this.desk = desk;
    }

    /** Serves a request on the connection's own thread, or starts it. */
    void serve(int number, ScanRequest request) {
        switch (request) {
            case ScanRequest.Open open -> open(number, open);
            case ScanRequest.Next next -> {
                HeldCursor held = desk.handles().cursor(next.cursor());
                run(
                        number,
                        held,
                        next.pageBytes(),
                        answer -> page(held, next.pageBytes(), next.ahead(), answer));
            }
            case ScanRequest.Close close -> close(number, close.cursor());
        }
    }

    private void open(int number, ScanRequest.Open open) {
        Source source = desk.source(open.view());
        desk.filters().checked(open.options().modes(), open.options().filter());
        HeldTransaction transaction =
                source instanceof TransactionSource inside ? inside.held() : null;
        boolean consumes = open.options().modes().has(Mode.CONSUME);
        boolean walksFar = FilterPolicy.mayWalkFar(open.options().modes());
        HeldCursor held = new HeldCursor(open.cursor(), transaction, consumes, walksFar);
        desk.handles().cursors().add(open.cursor(), held);
        if (transaction != null) {
            transaction.cursors().add(held);
            if (consumes) {
                transaction.willWrite();
            }
        }
        KeyRange range = shaped(open.range(), open.options());
        run(
                number,
                held,
                open.pageBytes(),
                answer -> {
                    try {
                        if (!held.slot().isFilled()) {
                            held.slot().fill(source.reads().scan(range, open.options()));
                        }
                        firstPage(held, open.pageBytes(), answer);
                    } catch (TooLongHere again) {
                        throw again;
                    } catch (RuntimeException | Error e) {
                        release(held);
                        throw e;
                    }
                });
    }

    /**
     * Gives a range back its prefix, which does not travel and which NO_PREFIX cuts off: a range is
     * that of a prefix when it ends where the prefix that it begins with ends.
     */
    private static KeyRange shaped(KeyRange range, ScanOptions options) {
        KeyRange prefix = KeyRange.prefix(range.begin());
        return options.modes().has(Mode.NO_PREFIX) && prefix.equals(range) ? prefix : range;
    }

    private void close(int number, int cursor) {
        HeldCursor held = desk.handles().cursors().retire(cursor);
        desk.runner()
                .here(
                        number,
                        held == null ? null : held.lane(),
                        answer -> {
                            if (held != null) {
                                release(held);
                            }
                            answer.done();
                        });
    }

    private void run(int number, HeldCursor held, int pageBytes, Work work) {
        if (pageBytes <= HERE_PAGE_BYTES_MAX && !held.walksFar()) {
            desk.runner().here(number, held.lane(), work);
        } else {
            desk.runner().away(number, held.lane(), true, work);
        }
    }

    /**
     * Answers that a cursor is open, with its first page. A filter that fails on the first entry
     * fails again when that is asked for, as on the database.
     */
    private static void firstPage(HeldCursor held, int pageBytes, Answer answer)
            throws InterruptedException {
        try {
            page(held, pageBytes, false, answer);
        } catch (InvalidFilterException _) {
            answer.rewind();
            answer.reply(NOTHING_YET);
        }
    }

    private static void page(HeldCursor held, int pageBytes, boolean ahead, Answer answer)
            throws InterruptedException {
        Cursor cursor = held.slot().await();
        int budget = Math.min(pageBytes, PAGE_BYTES_MAX);
        if (budget == 0) {
            answer.reply(NOTHING_YET);
            return;
        }
        if (!held.next(cursor)) {
            answer.reply(new Reply.Page(cursor.endReason(), 0, new byte[0]));
            return;
        }
        MemorySegment key = cursor.keySegment();
        MemorySegment value = cursor.valueSegment();
        if (ahead && entryBytes(key, value) > PAGE_BYTES_MAX) {
            held.hold();
            answer.reply(NOTHING_YET);
            return;
        }
        if (held.consumes() || entryBytes(key, value) >= budget) {
            single(held, key, value, answer);
            return;
        }
        answer.stream(ReplyCode.PAGE, out -> fill(held, cursor, key, value, budget, out));
    }

    /** Delivers the present entry alone, which may be longer than a page or even a frame. */
    private static void single(
            HeldCursor held, MemorySegment key, MemorySegment value, Answer answer) {
        try {
            answer.stream(
                    ReplyCode.PAGE,
                    out -> {
                        out.u8(Reply.MORE);
                        out.u32(1);
                        entry(key, value, out);
                    });
        } catch (TooLongHere again) {
            held.hold();
            throw again;
        } catch (CairnException e) {
            HeldTransaction transaction = held.transaction();
            if (held.consumes() && transaction != null) {
                // The entry is removed in the transaction, and nobody has it.
                transaction.doom(e);
            }
            held.hold();
            throw e;
        }
    }

    /** Writes the present entry and those that fit behind it. */
    private static void fill(
            HeldCursor held,
            Cursor cursor,
            MemorySegment firstKey,
            MemorySegment firstValue,
            int budget,
            BodyWriter out) {
        long head = out.length();
        out.u8(Reply.MORE);
        out.u32(0);
        MemorySegment key = firstKey;
        MemorySegment value = firstValue;
        long bytes = entryBytes(key, value);
        int count = 0;
        EndReason end = null;
        while (true) {
            entry(key, value, out);
            count++;
            if (bytes >= budget) {
                break;
            }
            try {
                if (!cursor.next()) {
                    end = cursor.endReason();
                    break;
                }
                key = cursor.keySegment();
                value = cursor.valueSegment();
            } catch (InvalidFilterException _) {
                // What is at hand is delivered; the filter fails again for the next page.
                break;
            }
            bytes += entryBytes(key, value);
            if (bytes > budget) {
                held.hold();
                break;
            }
        }
        out.patchU32(head + END_BYTES, count);
        if (end != null) {
            out.patchU8(head, end.ordinal());
        }
    }

    private static long entryBytes(MemorySegment key, MemorySegment value) {
        return ENTRY_BYTES + key.byteSize() + value.byteSize();
    }

    private static void entry(MemorySegment key, MemorySegment value, BodyWriter out) {
        out.u32((int) key.byteSize());
        out.u32((int) value.byteSize());
        out.raw(key);
        out.raw(value);
    }

    private void release(HeldCursor held) {
        try {
            held.slot().close();
        } finally {
            desk.handles().remove(held);
        }
    }
}
