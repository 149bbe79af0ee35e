package io.cairn.ipc.server.session;

import io.cairn.api.Cursor;
import org.jspecify.annotations.Nullable;

/** An open cursor of a client. Its parts are used in its lane only. */
final class HeldCursor {

    private final int number;
    private final Lane lane;
    private final @Nullable HeldTransaction transaction;
    private final boolean consumes;
    private final boolean walksFar;
    private final Slot<Cursor> slot = new Slot<>("cursor");

    /** Whether the cursor stands on an entry that did not fit the last page. */
    private boolean held;

    /**
     * Holds a cursor that is not open yet.
     *
     * @param number its number
     * @param transaction the transaction that it walks in, whose lane it shares; null for none
     * @param consumes whether it removes what it delivers
     * @param walksFar whether it has a filter, which may walk far before it finds anything
     */
    HeldCursor(
            int number, @Nullable HeldTransaction transaction, boolean consumes, boolean walksFar) {
        this.number = number;
        this.lane = transaction == null ? new Lane() : transaction.lane();
        this.transaction = transaction;
        this.consumes = consumes;
        this.walksFar = walksFar;
    }

    int number() {
        return number;
    }

    Lane lane() {
        return lane;
    }

    @Nullable HeldTransaction transaction() {
        return transaction;
    }

    boolean consumes() {
        return consumes;
    }

    boolean walksFar() {
        return walksFar;
    }

    Slot<Cursor> slot() {
        return slot;
    }

    /** Moves to the next entry that has not been delivered. */
    boolean next(Cursor cursor) {
        if (held) {
            held = false;
            return true;
        }
        return cursor.next();
    }

    /** Keeps the present entry for the next page. */
    void hold() {
        held = true;
    }
}
