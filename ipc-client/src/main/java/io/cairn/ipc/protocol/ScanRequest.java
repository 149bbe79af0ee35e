package io.cairn.ipc.protocol;

import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;

/** Cursors, which are read page by page. */
public sealed interface ScanRequest extends Request {

    /**
     * Opens a cursor and reads its first page. Answered by {@link Reply.Page}.
     *
     * @param cursor the cursor, as the client numbered it
     * @param view whose state, and which keyspace
     * @param range the keys to walk
     * @param options direction, limits, start, modes
     * @param pageBytes about how many bytes of keys and values the page should hold; 0 for none,
     *     which only opens
     */
    record Open(int cursor, View view, KeyRange range, ScanOptions options, int pageBytes)
            implements ScanRequest {

        @Override
        public Opcode opcode() {
            return Opcode.SCAN_OPEN;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(cursor);
            view.encode(out);
            out.range(range);
            ApiValues.encode(out, options);
            out.u32(pageBytes);
        }

        static Open decode(WireReader in) {
            return new Open(
                    in.u32(), View.decode(in), in.range(), ApiValues.scanOptions(in), in.size());
        }
    }

    /**
     * Reads the next page; behind the end an empty one that tells the end again. Answered by {@link
     * Reply.Page}.
     *
     * @param cursor the cursor, as the client numbered it
     * @param pageBytes about how many bytes of keys and values the page should hold; 0 for none,
     *     which only opens
     * @param ahead whether nobody waits for the page yet: then no entry longer than the longest
     *     page is sent, but an empty page that is not the last
     */
    record Next(int cursor, int pageBytes, boolean ahead) implements ScanRequest {

        @Override
        public Opcode opcode() {
            return Opcode.SCAN_NEXT;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(cursor);
            out.u32(pageBytes);
            out.flag(ahead);
        }

        static Next decode(WireReader in) {
            return new Next(in.u32(), in.size(), in.flag());
        }
    }

    /**
     * Closes a cursor; one that is not open is no error. Answered by {@link Reply.Done}.
     *
     * @param cursor the cursor, as the client numbered it
     */
    record Close(int cursor) implements ScanRequest {

        @Override
        public Opcode opcode() {
            return Opcode.SCAN_CLOSE;
        }

        @Override
        public void encode(WireWriter out) {
            out.u32(cursor);
        }

        static Close decode(WireReader in) {
            return new Close(in.u32());
        }
    }
}
