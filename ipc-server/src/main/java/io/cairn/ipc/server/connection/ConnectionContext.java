package io.cairn.ipc.server.connection;

import io.cairn.ipc.server.ConnectionLimits;
import io.cairn.ipc.server.Served;
import java.time.Duration;
import java.util.Map;

/**
 * What all connections of a server have in common. Immutable but for the counters.
 *
 * @param instance a number that no other start of a server has
 * @param databases what is on offer, by its number; not empty
 * @param limits what each connection may hold
 * @param idleTimeout how long a connection may be silent; zero for ever
 * @param counters the server's counters
 */
public record ConnectionContext(
        long instance,
        Map<Integer, Served> databases,
        ConnectionLimits limits,
        Duration idleTimeout,
        ServerCounters counters) {

    /** Keeps a copy of the map. */
    public ConnectionContext {
        databases = Map.copyOf(databases);
    }
}
