package io.cairn.compat.sochdb.embedded;

import io.cairn.api.Entry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order of their keys, read while one goes through them; there is one way through,
 * however often {@link #iterator} is called. Used by one thread at a time.
 *
 * <p>It closes itself after the last entry. Whoever may leave earlier closes it. It ends with its
 * transaction or database.
 */
public final class Scan implements Iterable<Entry>, AutoCloseable {

    private final Entries entries;
    private final Iterator<Entry> iterator = new Way();
    private @Nullable Entry next;
    private boolean ended;
    private boolean closed;

    Scan(Entries entries) {
        this.entries = entries;
    }

    /**
     * Returns the way through the entries. Its methods throw {@link SochDbError} when reading
     * fails, and after {@link #close}.
     *
     * @return the same iterator at each call; entries are the caller's
     */
    @Override
    public Iterator<Entry> iterator() {
        return iterator;
    }

    /** Ends the scan. Calling it again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            next = null;
            Translated.run(entries::close);
        }
    }

    private final class Way implements Iterator<Entry> {

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                if (closed) {
                    throw new DatabaseError("the scan was closed before its last entry", null);
                }
                next = Translated.call(entries::next);
                if (next == null) {
                    ended = true;
                    close();
                }
            }
            return next != null;
        }

        @Override
        public Entry next() {
            Entry entry = hasNext() ? next : null;
            if (entry == null) {
                throw new NoSuchElementException("the scan has ended");
            }
            next = null;
            return entry;
        }
    }
}
