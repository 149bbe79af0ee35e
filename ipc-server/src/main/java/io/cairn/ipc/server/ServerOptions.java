package io.cairn.ipc.server;

import io.cairn.error.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached and how much it admits. Immutable.
 *
 * @param socket the main socket's path: the documented dialect and, after HELLO, the extended one
 * @param sdkSocket the path of the socket for SochDB's published client libraries; null for none
 * @param clientsMax connections at a time over both sockets
 * @param idleTimeout how long a connection may be silent, and how long it may refuse to take
 *     replies; zero for ever
 * @param allowedUids numbers of users that may connect, beside the user that runs the server
 * @param eventLoops threads that serve connections
 * @param transport how to talk to the operating system
 * @param limits what each connection may hold
 * @param drainTimeout how long closing the server waits for requests in progress
 * @param luaFilters whether clients may filter listings with Lua scripts, which run in the server
 */
public record ServerOptions(
        Path socket,
        @Nullable Path sdkSocket,
        int clientsMax,
        Duration idleTimeout,
        Set<Long> allowedUids,
        int eventLoops,
        Transport transport,
        ConnectionLimits limits,
        Duration drainTimeout,
        boolean luaFilters) {

    /** The main socket's file name in a directory. */
    public static final String SOCKET_NAME = "cairn.sock";

    /** The file name of the other socket in a directory. */
    public static final String SDK_SOCKET_NAME = "sochdb.sock";

    private static final int CLIENTS_MAX = 100;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT_MAX = Duration.ofDays(365);
    private static final long UID_MAX = 0xFFFF_FFFEL;
    private static final int EVENT_LOOPS_MAX = 1_024;
    private static final int CLIENTS_MAX_MAX = 1_000_000;

    /**
     * Checks the options.
     *
     * @throws ConfigException when one is out of range; its text names the option
     */
    public ServerOptions {
        Objects.requireNonNull(socket, "socket");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(limits, "limits");
        if (sdkSocket != null
                && sdkSocket
                        .toAbsolutePath()
                        .normalize()
                        .equals(socket.toAbsolutePath().normalize())) {
            throw new ConfigException(
                    "/sdkSocket: must not be the main socket's path", "path", sdkSocket);
        }
        within("clientsMax", clientsMax, 1, CLIENTS_MAX_MAX);
        within("eventLoops", eventLoops, 1, EVENT_LOOPS_MAX);
        within("idleTimeout", idleTimeout);
        within("drainTimeout", drainTimeout);
        allowedUids = Set.copyOf(allowedUids);
        for (long uid : allowedUids) {
            within("allowedUids", uid, 0, UID_MAX);
        }
    }

    /**
     * Gives the defaults for sockets in a directory.
     *
     * @param directory where the two sockets go, usually the database's directory
     * @return the options
     */
    public static ServerOptions in(Path directory) {
        return new ServerOptions(
                directory.resolve(SOCKET_NAME),
                directory.resolve(SDK_SOCKET_NAME),
                CLIENTS_MAX,
                IDLE_TIMEOUT,
                Set.of(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                Transport.AUTO,
                ConnectionLimits.DEFAULT,
                DRAIN_TIMEOUT,
                true);
    }

    /**
     * Moves the main socket.
     *
     * @param path at most 106 bytes long
     * @return the changed options
     */
    public ServerOptions withSocket(Path path) {
        return new ServerOptions(
                path,
                sdkSocket,
                clientsMax,
                idleTimeout,
                allowedUids,
                eventLoops,
                transport,
                limits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Moves the socket for SochDB's client libraries, or leaves it out.
     *
     * @param path at most 106 bytes long; null for no such socket
     * @return the changed options
     */
    public ServerOptions withSdkSocket(@Nullable Path path) {
        return new ServerOptions(
                socket,
                path,
                clientsMax,
                idleTimeout,
                allowedUids,
                eventLoops,
                transport,
                limits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Changes how many connections are admitted at a time.
     *
     * @param max 1 to 1,000,000
     * @return the changed options
     */
    public ServerOptions withClientsMax(int max) {
        return new ServerOptions(
                socket,
                sdkSocket,
                max,
                idleTimeout,
                allowedUids,
                eventLoops,
                transport,
                limits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Changes how long a connection may be silent.
     *
     * @param timeout zero for ever
     * @return the changed options
     */
    public ServerOptions withIdleTimeout(Duration timeout) {
        return new ServerOptions(
                socket,
                sdkSocket,
                clientsMax,
                timeout,
                allowedUids,
                eventLoops,
                transport,
                limits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Changes who may connect beside the user that runs the server.
     *
     * @param uids numbers of users
     * @return the changed options
     */
    public ServerOptions withAllowedUids(Set<Long> uids) {
        return new ServerOptions(
                socket,
                sdkSocket,
                clientsMax,
                idleTimeout,
                uids,
                eventLoops,
                transport,
                limits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Changes the number of threads that serve connections.
     *
     * @param threads 1 to 1,024
     * @return the changed options
     */
    public ServerOptions withEventLoops(int threads) {
        return new ServerOptions(
                socket,
                sdkSocket,
                clientsMax,
                idleTimeout,
                allowedUids,
                threads,
                transport,
                limits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Changes how the server talks to the operating system.
     *
     * @param kind one that is available here
     * @return the changed options
     */
    public ServerOptions withTransport(Transport kind) {
        return new ServerOptions(
                socket,
                sdkSocket,
                clientsMax,
                idleTimeout,
                allowedUids,
                eventLoops,
                kind,
                limits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Changes what each connection may hold.
     *
     * @param connectionLimits the limits
     * @return the changed options
     */
    public ServerOptions withLimits(ConnectionLimits connectionLimits) {
        return new ServerOptions(
                socket,
                sdkSocket,
                clientsMax,
                idleTimeout,
                allowedUids,
                eventLoops,
                transport,
                connectionLimits,
                drainTimeout,
                luaFilters);
    }

    /**
     * Changes how long closing the server waits for requests in progress.
     *
     * @param timeout zero for not at all
     * @return the changed options
     */
    public ServerOptions withDrainTimeout(Duration timeout) {
        return new ServerOptions(
                socket,
                sdkSocket,
                clientsMax,
                idleTimeout,
                allowedUids,
                eventLoops,
                transport,
                limits,
                timeout,
                luaFilters);
    }

    /**
     * Changes whether clients may filter listings with Lua scripts.
     *
     * @param allowed whether such a listing is served, rather than refused
     * @return the changed options
     */
    public ServerOptions withLuaFilters(boolean allowed) {
        return new ServerOptions(
                socket,
                sdkSocket,
                clientsMax,
                idleTimeout,
                allowedUids,
                eventLoops,
                transport,
                limits,
                drainTimeout,
                allowed);
    }

    private static void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ConfigException(
                    "/" + option + ": out of range", "actual", value, "min", min, "max", max);
        }
    }

    private static void within(String option, Duration value) {
        if (value.isNegative() || value.compareTo(TIMEOUT_MAX) > 0) {
            throw new ConfigException(
                    "/" + option + ": out of range",
                    "actual",
                    value,
                    "min",
                    Duration.ZERO,
                    "max",
                    TIMEOUT_MAX);
        }
    }
}
