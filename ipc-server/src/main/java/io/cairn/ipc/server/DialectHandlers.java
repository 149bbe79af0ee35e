package io.cairn.ipc.server;

import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Handlers;
import io.cairn.ipc.server.connection.Peer;
import io.cairn.ipc.server.connection.ServerCounters;
import io.cairn.ipc.server.dialect.DialectSetup;
import io.cairn.ipc.server.dialect.DocumentedDialect;
import io.cairn.ipc.server.dialect.SdkDialect;
import io.cairn.ipc.server.region.RegionBudget;
import io.cairn.ipc.server.session.Session;
import io.cairn.ipc.server.session.SessionContext;
import io.cairn.ipc.server.session.SessionLimits;
import java.util.Map;

/** Puts the dialects and the databases together. Thread-safe. */
final class DialectHandlers implements Handlers {

    /** How many regions a connection may have; each holds a descriptor until it is mapped. */
    private static final int REGIONS_MAX = 1_024;

    /** All connections together may have the shared memory of so many. */
    private static final int REGION_SHARES = 4;

    private final DialectSetup setup;
    private final SessionContext sessions;

    DialectHandlers(
            ServerOptions options,
            Map<Integer, Served> databases,
            long instance,
            ServerCounters counters) {
        ConnectionLimits limits = options.limits();
        setup =
                new DialectSetup(
                        databases.values().iterator().next(),
                        limits.transactionsMax(),
                        counters::read,
                        counters::succeeded,
                        counters::failed);
        long regionBytes = limits.regionBytesMax();
        long allBytes = Math.max(regionBytes, REGION_SHARES * Math.min(regionBytes, 1L << 60));
        RegionBudget budget = new RegionBudget(allBytes, regionBytes, REGIONS_MAX);
        sessions =
                new SessionContext(
                        databases,
                        instance,
                        options.idleTimeout().toNanos(),
                        sessionLimits(limits),
                        () -> new ConnectionRegions(budget),
                        counters,
                        options.luaFilters());
    }

    private static SessionLimits sessionLimits(ConnectionLimits limits) {
        SessionLimits defaults = SessionLimits.defaults();
        return new SessionLimits(
                limits.transactionsMax(),
                limits.cursorsMax(),
                limits.snapshotsMax(),
                limits.watchesMax(),
                limits.waitingRequestsMax(),
                defaults.requestBytesMax(),
                limits.largeRepliesMax());
    }

    @Override
    public FrameHandler documented(Peer peer) {
        return new DocumentedDialect(
                peer,
                setup,
                (client, payload, otherwise) ->
                        Session.hello(client, sessions, payload, otherwise));
    }

    @Override
    public FrameHandler sdk(Peer peer) {
        return new SdkDialect(peer, setup);
    }
}
