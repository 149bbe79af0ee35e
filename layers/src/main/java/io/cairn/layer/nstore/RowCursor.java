package io.cairn.layer.nstore;

import io.cairn.layer.tuple.Tuple;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks rows; stands before the first at the start. Used by one thread. Whoever opened it closes
 * it.
 */
public abstract class RowCursor implements AutoCloseable {

    /** Makes a cursor. */
    protected RowCursor() {}

    /**
     * Moves to the next row.
     *
     * @return false when there is none
     * @throws io.cairn.error.CorruptionException when what is stored is no row
     * @throws io.cairn.error.RetryableException as reads of the transaction
     */
    public abstract boolean next();

    /**
     * Returns the current row, which outlives the cursor. Valid after {@link #next} has returned
     * true.
     *
     * @return an element for each column
     * @throws io.cairn.error.CorruptionException when what is stored is no row
     */
    public abstract Tuple row();

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    public abstract void close();

    /** Returns which columns {@link #part} has, in its order; null for all as they are. */
    int @Nullable [] columns() {
        return null;
    }

    /** Returns at least the columns that the pattern left open, for less than the whole row. */
    Tuple part() {
        return row();
    }

    /** As {@link #part}, read when somebody asks, who may do so when the cursor is long closed. */
    Supplier<Tuple> later() {
        Tuple part = part();
        return () -> part;
    }
}
