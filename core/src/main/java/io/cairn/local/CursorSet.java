package io.cairn.local;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The open cursors of a database, snapshot or transaction. Thread-safe; costs nothing until there
 * is one.
 */
final class CursorSet {

    /** The open cursors, and those of them that nobody can reach any more. */
    private record Cursors(Set<CursorState> open, Queue<CursorState> lost) {}

    private volatile @Nullable Cursors cursors;

    void add(CursorState cursor) {
        Cursors present = cursors;
        (present == null ? create() : present).open().add(cursor);
    }

    void remove(CursorState cursor) {
        Cursors present = cursors;
        if (present != null) {
            present.open().remove(cursor);
        }
    }

    /** Notes a cursor that nobody can reach any more, for whoever may close it. */
    void lost(CursorState cursor) {
        Cursors present = cursors;
        if (present != null) {
            present.lost().add(cursor);
            if (!present.open().contains(cursor)) {
                present.lost().remove(cursor);
            }
        }
    }

    /** Closes the lost ones from inside the guard that they all share. */
    void closeLostInside() {
        Cursors present = cursors;
        if (present != null) {
            for (CursorState cursor = present.lost().poll();
                    cursor != null;
                    cursor = present.lost().poll()) {
                cursor.closeInside();
            }
        }
    }

    /** Closes them, each after the call that may be using it. */
    void closeAll() {
        Cursors present = cursors;
        if (present != null) {
            present.open().forEach(CursorState::close);
        }
    }

    /** Closes them from inside the guard that they all share. */
    void closeAllInside() {
        Cursors present = cursors;
        if (present != null) {
            present.open().forEach(CursorState::closeInside);
        }
    }

    private synchronized Cursors create() {
        Cursors present = cursors;
        if (present == null) {
            present = new Cursors(ConcurrentHashMap.newKeySet(), new ConcurrentLinkedQueue<>());
            cursors = present;
        }
        return present;
    }
}
