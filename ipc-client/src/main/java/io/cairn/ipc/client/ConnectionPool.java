package io.cairn.ipc.client;

import io.cairn.config.Components;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one client. Thread-safe; connects when one is first needed.
 *
 * <p>A thread gets the connection it used last if that is idle, else an idle one, else a further
 * one as long as there may be more, else the least busy one. Lost connections are dropped.
 */
final class ConnectionPool implements Lines {

    /** An idle connection that was silent for longer is probed before it is handed out. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** After a further connection was refused, none is tried for so long. */
    private static final long FURTHER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int RECENT_SLOTS = 64;

    /** An attempt to open the only connection, which all who need it wait for. */
    private static final class Attempt {
        private boolean done;
        private @Nullable CairnException failure;
    }

    private final ClientOptions options;
    private final Components components;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Connector connector;
    private final Heartbeat heartbeat;

    /** The connection that a thread used last, found by a hash of the thread. */
    private final AtomicReferenceArray<@Nullable Connection> recent =
            new AtomicReferenceArray<>(RECENT_SLOTS);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition attempted = lock.newCondition();
    private final List<Connection> open = new ArrayList<>();

    /** Connections that take no new objects but on which objects still live. */
    private final List<Connection> retired = new ArrayList<>();

    private @Nullable Attempt attempt;
    private int opening;
    private long furtherFrom;
    private volatile @Nullable Welcome newest;

    /**
     * Makes a pool without connections.
     *
     * @param options where the server is
     * @param components clock, randomness and threads
     */
    ConnectionPool(ClientOptions options, Components components) {
        this.options = options;
        this.components = components;
        this.connector = new Connector(options, components, closed);
        this.heartbeat = new Heartbeat(this::everyConnection, components.threads());
        this.furtherFrom = now();
    }

    @Override
    public Line line() {
        int slot = (int) (Thread.currentThread().threadId() % RECENT_SLOTS);
        Connection last = recent.get(slot);
        if (last != null && usable(last) && last.busy() == 0 && fresh(last)) {
            return last;
        }
        Connection chosen = choose();
        recent.set(slot, chosen);
        return chosen;
    }

    @Override
    public Welcome welcome() {
        Welcome known = newest;
        return known == null ? line().welcome() : known;
    }

    @Override
    public void hold(Line line) {
        ((Connection) line).holds().incrementAndGet();
    }

    @Override
    public void release(Line line) {
        ((Connection) line).holds().decrementAndGet();
    }

    @Override
    public void close() {
        List<Connection> all;
        lock.lock();
        try {
            closed.countDown();
            all = new ArrayList<>(open);
            all.addAll(retired);
            open.clear();
            retired.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Connection::close);
        heartbeat.close();
    }

    private Connection choose() {
        while (true) {
            Connection best;
            Attempt mine = null;
            lock.lock();
            try {
                best = best();
                if (best == null) {
                    mine = attemptOrWait();
                } else if (best.busy() == 0 || !mayOpenFurther()) {
                    if (best.busy() > 0 || fresh(best)) {
                        return best;
                    }
                    continue;
                } else {
                    opening++;
                }
            } finally {
                lock.unlock();
            }
            if (mine != null) {
                return connect(mine);
            }
            if (best != null) {
                return further(best);
            }
        }
    }

    /** Begins an attempt to connect, or waits for the end of another thread's, and returns null. */
    private @Nullable Attempt attemptOrWait() {
        Attempt running = attempt;
        if (running == null) {
            Attempt mine = new Attempt();
            attempt = mine;
            opening++;
            return mine;
        }
        while (!running.done) {
            attempted.awaitUninterruptibly();
        }
        if (running.failure != null) {
            CairnException failure = running.failure;
            throw CairnException.of(failure.code(), failure.text(), failure.context(), failure);
        }
        return null;
    }

    private Connection connect(Attempt mine) {
        Connection connection = null;
        CairnException failure = null;
        try {
            connection = connector.connect();
            return connection;
        } catch (CairnException e) {
            failure = e;
            throw isClosed() ? ClosedException.closed("database") : e;
        } finally {
            settle(mine, connection, failure);
        }
    }

    /** Opens one more connection; when that fails, the ones that are there have to do. */
    private Connection further(Connection best) {
        Connection connection = null;
        try {
            connection = connector.connectNow();
            return connection;
        } catch (CairnException e) {
            return best;
        } finally {
            settle(null, connection, null);
        }
    }

    private void settle(
            @Nullable Attempt mine,
            @Nullable Connection connection,
            @Nullable CairnException failure) {
        boolean late = false;
        lock.lock();
        try {
            opening--;
            if (mine != null) {
                mine.done = true;
                mine.failure = failure;
                attempt = null;
                attempted.signalAll();
            }
            if (connection == null) {
                furtherFrom = now() + FURTHER_NANOS;
            } else if (isClosed()) {
                late = true;
            } else {
                open.add(connection);
                newest = connection.welcome();
            }
        } finally {
            lock.unlock();
        }
        if (late && connection != null) {
            connection.close();
        } else if (connection != null) {
            heartbeat.beatFor(connection.welcome());
        }
    }

    /** Returns the least busy connection that can be used, or null when there is none. */
    private @Nullable Connection best() {
        if (isClosed()) {
            throw ClosedException.closed("database");
        }
        Connection best = null;
        for (int i = open.size() - 1; i >= 0; i--) {
            Connection candidate = open.get(i);
            if (!usable(candidate)) {
                open.remove(i);
                if (candidate.isOpen()) {
                    retired.add(candidate);
                }
            } else if (best == null || candidate.busy() < best.busy()) {
                best = candidate;
            }
        }
        return best;
    }

    private boolean mayOpenFurther() {
        return open.size() + opening < options.connectionsMax() && now() - furtherFrom >= 0;
    }

    /** Returns all connections; retired ones only while something lives on them. */
    private List<Connection> everyConnection() {
        List<Connection> all;
        List<Connection> done = new ArrayList<>();
        lock.lock();
        try {
            retired.removeIf(connection -> {
                boolean over = connection.holds().get() <= 0 && connection.busy() == 0;
                if (over) {
                    done.add(connection);
                }
                return over || !connection.isOpen();
            });
            all = new ArrayList<>(open);
            all.addAll(retired);
        } finally {
            lock.unlock();
        }
        done.forEach(Connection::close);
        return all;
    }

    private static boolean usable(Connection connection) {
        return connection.isOpen() && !connection.wornOut();
    }

    private static boolean fresh(Connection connection) {
        return connection.silentNanos() < STALE_NANOS || connection.probe();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private long now() {
        return components.nanoTicker().getAsLong();
    }
}
