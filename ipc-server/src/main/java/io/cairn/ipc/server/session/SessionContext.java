package io.cairn.ipc.server.session;

import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.connection.ServerCounters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * What all sessions of one server share: the databases on offer, the limits, the numbers of
 * keyspaces and the outcomes of commits. Thread-safe; holds nothing that must be closed.
 */
public final class SessionContext {

    /** The threads of {@link GroupCommit}. */
    private static final ThreadFactory COMMITTERS =
            Thread.ofPlatform()
                    .name("cairn-commit-", 0)
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .factory();

    /**
     * A database and what its sessions share.
     *
     * @param served the database
     * @param keyspaces the numbers of its keyspaces
     * @param commit applies blind writes
     * @param group applies blind writes where commits wait for the disk
     */
    record Offer(Served served, KeyspaceTable keyspaces, BlindCommit commit, GroupCommit group) {

        static Offer of(Served served, ServerCounters counters) {
            KeyspaceTable keyspaces = new KeyspaceTable();
            BlindCommit commit = new BlindCommit(served.database(), keyspaces, counters);
            return new Offer(served, keyspaces, commit, new GroupCommit(commit, COMMITTERS));
        }
    }

    private final Map<Integer, Offer> offers = new LinkedHashMap<>();
    private final OutcomeTable outcomes = new OutcomeTable();
    private final ThreadFactory threads =
            Thread.ofVirtual()
                    .name("cairn-session-", 0)
                    .inheritInheritableThreadLocals(false)
                    .factory();
    private final long instance;
    private final long idleNanos;
    private final SessionLimits limits;
    private final Supplier<? extends Regions> regions;
    private final ServerCounters counters;
    private final FilterPolicy filters;

    /**
     * Makes the context of a server.
     *
     * @param databases the databases on offer by their numbers, in order; the first is also found
     *     under 0
     * @param instance a number that no other start of the server has
     * @param idleNanos how long a connection may be silent, in nanoseconds; 0 for ever
     * @param limits what one connection may have
     * @param regions makes the shared memory of a connection, closed by its session
     * @param counters told how requests were answered
     * @param luaFilters whether clients may filter with scripts
     */
    public SessionContext(
            Map<Integer, Served> databases,
            long instance,
            long idleNanos,
            SessionLimits limits,
            Supplier<? extends Regions> regions,
            ServerCounters counters,
            boolean luaFilters) {
        if (databases.isEmpty()) {
            throw new InvalidArgumentException("a server needs a database to offer");
        }
        databases.forEach((number, served) -> offers.put(number, Offer.of(served, counters)));
        this.instance = instance;
        this.idleNanos = idleNanos;
        this.limits = limits;
        this.regions = regions;
        this.counters = counters;
        this.filters = new FilterPolicy(luaFilters);
    }

    /**
     * Makes the context of a server whose answers nobody counts.
     *
     * @param databases the databases on offer by their numbers, in order; the first is also found
     *     under 0
     * @param instance a number that no other start of the server has
     * @param idleNanos how long a connection may be silent, in nanoseconds; 0 for ever
     * @param limits what one connection may have
     * @param regions makes the shared memory of a connection, closed by its session
     */
    public SessionContext(
            Map<Integer, Served> databases,
            long instance,
            long idleNanos,
            SessionLimits limits,
            Supplier<? extends Regions> regions) {
        this(databases, instance, idleNanos, limits, regions, new ServerCounters(), true);
    }

    /** Returns a database on offer, or says which there are. */
    Offer offer(int number) {
        Offer offer = offers.get(number);
        if (offer == null && number == 0) {
            offer = offers.values().iterator().next();
        }
        if (offer == null) {
            throw new InvalidArgumentException(
                    "the server has no database with this number",
                    "database",
                    Integer.toUnsignedString(number),
                    "offered",
                    Collections.unmodifiableSet(offers.keySet()));
        }
        return offer;
    }

    OutcomeTable outcomes() {
        return outcomes;
    }

    ThreadFactory threads() {
        return threads;
    }

    long instance() {
        return instance;
    }

    long idleNanos() {
        return idleNanos;
    }

    SessionLimits limits() {
        return limits;
    }

    Regions newRegions() {
        return regions.get();
    }

    FilterPolicy filters() {
        return filters;
    }

    ServerCounters counters() {
        return counters;
    }
}
