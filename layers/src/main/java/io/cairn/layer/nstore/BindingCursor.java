package io.cairn.layer.nstore;

import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import java.util.List;

/**
 * Walks the answers to a query, finding each when it is asked for: its memory grows with the number
 * of patterns, not of answers. Stands before the first answer at the start. Each answer comes once.
 * Their order is that of the lookups and may change when rows do.
 *
 * <p>The caller closes it. Used by one thread. One from a database sees the state at its creation;
 * one from a transaction sees that transaction's, dies with it, and may or may not find what the
 * transaction writes while it is open.
 */
public final class BindingCursor implements AutoCloseable {

    private final List<String> names;
    private final Lookup[] lookups;
    private final Runnable release;
    private boolean started;
    private boolean found;
    private boolean ended;
    private boolean closed;

    /**
     * Makes a cursor.
     *
     * @param names of the variables
     * @param lookups one for each pattern, the outermost loop first; at least one
     * @param release frees what the lookups read from
     */
    BindingCursor(List<String> names, Lookup[] lookups, Runnable release) {
        this.names = names;
        this.lookups = lookups;
        this.release = release;
    }

    /**
     * Moves to the next answer. When it fails the cursor has ended.
     *
     * @return false when there is none
     * @throws ClosedException when it is closed
     * @throws io.cairn.error.CorruptionException when a key in the store's subspace is no row
     * @throws io.cairn.error.RetryableException as reads of the transaction
     */
    public boolean next() {
        if (closed) {
            throw ClosedException.closed("cursor over bindings");
        }
        found = false;
        if (ended) {
            return false;
        }
        try {
            found = advance();
        } finally {
            if (!found) {
                end();
            }
        }
        return found;
    }

    private boolean advance() {
        int last = lookups.length - 1;
        int at = last;
        if (!started) {
            started = true;
            at = 0;
            lookups[at].open();
        }
        while (at >= 0) {
            if (!lookups[at].next()) {
                lookups[at].close();
                at--;
            } else if (at == last) {
                return true;
            } else {
                lookups[at].deliver();
                at++;
                lookups[at].open();
            }
        }
        return false;
    }

    /**
     * Returns the current answer.
     *
     * @return the binding, which outlives the cursor
     * @throws TransactionStateException when there is no current answer
     * @throws io.cairn.error.CorruptionException when a key in the store's subspace is no row, here
     *     or when the binding is asked for elements
     */
    public Binding binding() {
        if (!found) {
            throw new TransactionStateException(
                    "the cursor stands on no answer; call next and see that it returns true");
        }
        return new Binding(names, lookups[lookups.length - 1].answer());
    }

    private void end() {
        if (!ended) {
            ended = true;
            try {
                for (Lookup lookup : lookups) {
                    lookup.close();
                }
            } finally {
                release.run();
            }
        }
    }

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    public void close() {
        closed = true;
        found = false;
        end();
    }
}
