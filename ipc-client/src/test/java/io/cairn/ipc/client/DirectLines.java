package io.cairn.ipc.client;

import io.cairn.api.Database;
import io.cairn.config.Limits;
import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connections to a database of this process, without a socket: every request and reply is encoded
 * and decoded, and served by the thread that asks. Thread-safe.
 */
final class DirectLines implements Lines {

    /** How a connection is lost. */
    enum Cut {
        /** Before the request reaches the server. */
        UNSENT,
        /** After the server has served the request, before the reply. */
        UNANSWERED
    }

    /** Decides, for each request, whether the connection is lost with it. */
    @FunctionalInterface
    interface Scissors {
        @org.jspecify.annotations.Nullable
        Cut at(Request request);
    }

    final Database database;
    final Map<CommitToken, Reply.CommitOutcome> outcomes = new ConcurrentHashMap<>();

    /** Every request that arrived at the server, in order. */
    final List<Request> seen = new CopyOnWriteArrayList<>();

    final AtomicReference<Scissors> scissors = new AtomicReference<>(request -> null);
    final AtomicInteger held = new AtomicInteger();
    private final Limits limits;
    private final Runnable onClose;
    private final List<DirectLine> all = new ArrayList<>();
    private Welcome welcome;
    private DirectLine line;
    private boolean closed;

    /**
     * Connects.
     *
     * @param onClose runs when the connections are closed
     */
    DirectLines(Database database, Limits limits, Runnable onClose) {
        this.database = database;
        this.limits = limits;
        this.onClose = onClose;
        welcome = welcome(1);
        line = connect();
    }

    @Override
    public synchronized Line line() {
        if (closed) {
            throw ClosedException.closed("database");
        }
        if (!line.isOpen()) {
            line = connect();
        }
        return line;
    }

    @Override
    public synchronized Welcome welcome() {
        return welcome;
    }

    /** Lets the server seem to have started anew: its keyspaces get other numbers. */
    synchronized void startAnew() {
        all.forEach(DirectLine::lose);
        welcome = welcome(welcome.instance() + 1);
    }

    @Override
    public void hold(Line line) {
        held.incrementAndGet();
    }

    @Override
    public void release(Line line) {
        held.decrementAndGet();
    }

    @Override
    public void close() {
        List<DirectLine> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(all);
        }
        open.forEach(DirectLine::closeHere);
        onClose.run();
    }

    private DirectLine connect() {
        DirectLine made = new DirectLine(this, welcome);
        all.add(made);
        return made;
    }

    private Welcome welcome(long instance) {
        return new Welcome(1, instance, 1, "direct", 0, 0, limits.keyBytesMax(), limits);
    }
}
