package io.cairn.ipc.server.session;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.filter.EntryFilter;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one listing, as they are stored and as a filter rewrites them. Used by one thread;
 * whoever opened it closes it. What it lends is valid until the next call of {@link #next} or
 * {@link #close}.
 */
final class ListedEntries implements AutoCloseable {

    private final Cursor cursor;
    private final @Nullable EntryFilter filter;
    private final boolean valuesShown;
    private long left;
    private @Nullable EndReason endReason;

    /**
     * Takes over a cursor and a filter.
     *
     * @param cursor walks full keys
     * @param filter selects and rewrites; null for nothing of the kind
     * @param valuesShown whether the filter sees values
     * @param entriesMax the most entries that are listed
     */
    ListedEntries(
            Cursor cursor, @Nullable EntryFilter filter, boolean valuesShown, long entriesMax) {
        this.cursor = cursor;
        this.filter = filter;
        this.valuesShown = valuesShown;
        this.left = entriesMax;
    }

    /** Moves to the next entry; false when there is none. */
    boolean next() {
        if (left == 0) {
            endReason = EndReason.LIMIT;
            return false;
        }
        do {
            if (!cursor.next()) {
                endReason = cursor.endReason();
                return false;
            }
        } while (!passes());
        left--;
        return true;
    }

    private boolean passes() {
        return filter == null
                || filter.matches(cursor.keySegment(), valuesShown ? cursor.valueSegment() : null);
    }

    /** Copies the stored key of the present entry. */
    byte[] storedKey() {
        return cursor.key();
    }

    /** Returns what is delivered of a stored key, which is not changed. */
    byte[] delivered(byte[] storedKey) {
        return filter == null ? storedKey : filter.key(storedKey.clone());
    }

    /** Lends what is delivered of the present entry's value. */
    MemorySegment value() {
        return filter == null
                ? cursor.valueSegment()
                : MemorySegment.ofArray(filter.value(cursor.key(), cursor.value()));
    }

    /** Returns why there are no more; only after {@link #next} has returned false. */
    EndReason endReason() {
        return Objects.requireNonNull(endReason);
    }

    @Override
    public void close() {
        try {
            cursor.close();
        } finally {
            if (filter != null) {
                filter.close();
            }
        }
    }
}
