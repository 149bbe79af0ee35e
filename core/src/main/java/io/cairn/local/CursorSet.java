package io.cairn.local;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open cursors of a database, snapshot or transaction. Thread-safe. */
final class CursorSet {

    private final Set<CursorState> open = ConcurrentHashMap.newKeySet();

    void add(CursorState cursor) {
        open.add(cursor);
    }

    void remove(CursorState cursor) {
        open.remove(cursor);
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
