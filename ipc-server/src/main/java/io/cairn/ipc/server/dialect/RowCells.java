package io.cairn.ipc.server.dialect;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BooleanSupplier;

/**
 * Walks the cells below a prefix in the order of their keys. A row is everything below the first
 * two segments of a path, a cell's column what follows them; keys with fewer segments are passed
 * over. Closed by whoever made it.
 */
final class RowCells implements AutoCloseable {

    private static final byte SEPARATOR = '/';

    private final Cursor cursor;
    private final BooleanSupplier closed;
    private byte[] key = {};

    /** The length of the row's part of the key, with both separators. */
    private int rowLength;

    private boolean startsRow;

    RowCells(ReadView view, byte[] prefix, BooleanSupplier closed) {
        this.cursor = view.scan(KeyRange.prefix(prefix));
        this.closed = closed;
    }

    /** Moves to the next cell. */
    boolean next() {
        while (cursor.next()) {
            if (closed.getAsBoolean()) {
                throw ClosedException.closed("connection");
            }
            byte[] next = cursor.key();
            int length = rowLength(next);
            if (length > 0) {
                startsRow =
                        length != rowLength
                                || !Arrays.equals(key, 0, rowLength, next, 0, rowLength);
                key = next;
                rowLength = length;
                return true;
            }
        }
        return false;
    }

    /** Tells whether the cell is the first of its row. */
    boolean startsRow() {
        return startsRow;
    }

    /** Returns the name of the cell's column; one that is not text is spelled as bytes are. */
    String column() {
        byte[] name = Arrays.copyOfRange(key, rowLength, key.length);
        String text = CellText.utf8OrNull(name);
        return text != null ? text : "b64:" + Base64.getEncoder().encodeToString(name);
    }

    /** Returns how long the cell's value is, in bytes. */
    long valueLength() {
        return cursor.valueSegment().byteSize();
    }

    byte[] value() {
        return cursor.value();
    }

    @Override
    public void close() {
        cursor.close();
    }

    /** Returns 0 for a key with fewer than three segments. */
    private static int rowLength(byte[] key) {
        int separators = 0;
        for (int i = 0; i < key.length; i++) {
            if (key[i] == SEPARATOR && ++separators == 2) {
                return i + 1;
            }
        }
        return 0;
    }
}
