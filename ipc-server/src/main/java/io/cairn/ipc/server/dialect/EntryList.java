package io.cairn.ipc.server.dialect;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import io.cairn.compat.sochdb.DialectCode;
import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * The reply to SCAN: all entries with a prefix, in the order of their keys, or an error when they
 * do not fit.
 *
 * <pre>
 * count u32 | count x ( key_len u16 | key | val_len u32 | value )
 * </pre>
 */
final class EntryList {

    private static final int LENGTHS_BYTES = Short.BYTES + Integer.BYTES;

    private EntryList() {}

    static void write(
            ReadView view, byte[] prefix, WireWriter out, int bytesMax, BooleanSupplier closed) {
        int start = out.position();
        out.u32(0);
        int count = 0;
        try (Cursor cursor = view.scan(KeyRange.prefix(prefix))) {
            while (cursor.next()) {
                if (closed.getAsBoolean()) {
                    throw ClosedException.closed("connection");
                }
                MemorySegment key = cursor.keySegment();
                MemorySegment value = cursor.valueSegment();
                if (key.byteSize() > DialectCode.KEY_BYTES_MAX) {
                    throw Fields.keyTooLong(key.byteSize());
                }
                long written = (long) out.position() - start;
                if (written + LENGTHS_BYTES + key.byteSize() + value.byteSize() > bytesMax) {
                    throw Fields.resultTooLarge(bytesMax);
                }
                out.u16((int) key.byteSize());
                out.raw(key);
                out.u32((int) value.byteSize());
                out.raw(value);
                count++;
            }
        }
        out.patch(start, count);
    }
}
