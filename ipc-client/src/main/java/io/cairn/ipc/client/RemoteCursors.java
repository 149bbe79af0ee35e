package io.cairn.ipc.client;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The open cursors of a database, snapshot or transaction. Thread-safe. */
final class RemoteCursors {

    private final Set<OpenRemoteCursor> open = ConcurrentHashMap.newKeySet();
    private final Queue<OpenRemoteCursor> lost = new ConcurrentLinkedQueue<>();

    void add(OpenRemoteCursor cursor) {
        open.add(cursor);
    }

    void remove(OpenRemoteCursor cursor) {
        open.remove(cursor);
    }

    /** Notes a cursor that nobody can reach any more, for whoever may close it. */
    void lost(OpenRemoteCursor cursor) {
        lost.add(cursor);
        if (!open.contains(cursor)) {
            lost.remove(cursor);
        }
    }

    /** Closes the lost ones from inside the turn that they all share. */
    void closeLostInside() {
        for (OpenRemoteCursor cursor = lost.poll(); cursor != null; cursor = lost.poll()) {
            cursor.closeInside();
        }
    }

    void forEach(Consumer<OpenRemoteCursor> action) {
        open.forEach(action);
    }

    /** Ends them on this side, as what they read from has ended. */
    void endAll() {
        open.forEach(OpenRemoteCursor::endHere);
        lost.clear();
    }
}
