package io.cairn.layer.index;

import io.cairn.api.Cursor;
import java.util.Objects;
import java.util.function.Function;

/**
 * Walks what a layer found, by value and then by id, one at a time; stands before the first at the
 * start. The caller closes it; closing its view closes it too. Used by one thread at a time.
 *
 * @param <I> what the layer finds
 */
public final class MatchCursor<I> implements AutoCloseable {

    private final Cursor cursor;
    private final Function<Cursor, Match<I>> reader;

    /**
     * Makes a cursor; layers do.
     *
     * @param cursor walks the rows of an index, and is closed by this cursor
     * @param reader reads the row at which it stands
     */
    public MatchCursor(Cursor cursor, Function<Cursor, Match<I>> reader) {
        this.cursor = Objects.requireNonNull(cursor, "cursor");
        this.reader = Objects.requireNonNull(reader, "reader");
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
     * @return the value and the id
     * @throws io.cairn.error.TransactionStateException when there is no current match
     * @throws io.cairn.error.CorruptionException when the row is none of the layer
     */
    public Match<I> match() {
        return reader.apply(cursor);
    }

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    public void close() {
        cursor.close();
    }
}
