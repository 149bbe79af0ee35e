package io.cairn.layer.eav;

import io.cairn.api.Cursor;
import io.cairn.layer.tuple.Subspace;

/**
 * Walks what {@link Entities#cursor} looks for, by value and then by entity, one row at a time; it
 * stands before the first at the start. The caller closes it; closing its view closes it too. Used
 * by one thread at a time.
 */
public final class EntityCursor implements AutoCloseable {

    private final Cursor cursor;
    private final Subspace values;

    EntityCursor(Cursor cursor, Subspace values) {
        this.cursor = cursor;
        this.values = values;
    }

    /**
     * Moves to the next entity.
     *
     * @return false when there is none
     */
    public boolean next() {
        return cursor.next();
    }

    /**
     * Returns what stands here.
     *
     * @return the value and the entity
     * @throws io.cairn.error.TransactionStateException when there is no current entry
     * @throws io.cairn.error.CorruptionException when the row is none of this layer
     */
    public Match match() {
        return EntityRows.match(values, cursor.key());
    }

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    public void close() {
        cursor.close();
    }
}
