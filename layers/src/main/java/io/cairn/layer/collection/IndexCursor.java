package io.cairn.layer.collection;

import io.cairn.api.Cursor;

/**
 * Walks what {@link Indexes#cursor} looks for, by scalar and then by id, one at a time; stands
 * before the first at the start. The caller closes it; closing its view closes it too. Used by one
 * thread at a time.
 */
public final class IndexCursor implements AutoCloseable {

    private final IndexRows rows;
    private final Cursor cursor;

    IndexCursor(IndexRows rows, Cursor cursor) {
        this.rows = rows;
        this.cursor = cursor;
    }

    /**
     * Moves to the next match.
     *
     * @return false when there is none
     */
    public boolean next() {
        return cursor.next();
    }

    /**
     * Returns what stands here.
     *
     * @return the scalar and the id
     * @throws io.cairn.error.TransactionStateException when there is no current match
     * @throws io.cairn.error.CorruptionException when the row is none of this layer
     */
    public IndexMatch match() {
        return rows.match(cursor);
    }

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    public void close() {
        cursor.close();
    }
}
