package io.cairn.local;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The open cursors of a database, snapshot or transaction. Thread-safe. */
final class CursorSet {

    private final Set<CursorState> open = ConcurrentHashMap.newKeySet();
    private final Queue<CursorState> lost = new ConcurrentLinkedQueue<>();

    void add(CursorState cursor) {
        open.add(cursor);
    }

    void remove(CursorState cursor) {
        open.remove(cursor);
    }

    /** Notes a cursor that nobody can reach any more, for whoever may close it. */
    void lost(CursorState cursor) {
        lost.add(cursor);
        if (!open.contains(cursor)) {
            lost.remove(cursor);
        }
    }

    /** Closes the lost ones from inside the guard that they all share. */
    void closeLostInside() {
        for (CursorState cursor = lost.poll(); cursor != null; cursor = lost.poll()) {
            cursor.closeInside();
        }
    }

    /** Closes them, each after the call that may be using it. */
    void closeAll() {
        open.forEach(CursorState::close);
    }

    /** Closes them from inside the guard that they all share. */
    void closeAllInside() {
        open.forEach(CursorState::closeInside);
    }
}
