package io.cairn.ipc.client;

import io.cairn.config.Option;
import io.cairn.config.RecordBinder;
import io.cairn.error.ConfigException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a client reaches its server. Immutable.
 *
 * <p>As a URL: {@code ipc:/path/cairn.sock?timeout=30s&connections=4&transport=jnr&database=1}. The
 * path may be relative to the working directory.
 *
 * <p>{@code callTimeout} bounds every call; when it passes without a reply, the connection is
 * closed and all calls on it fail as disconnected. Calls that may take long by design have more
 * time:
 *
 * <ul>
 *   <li>commit, count, deleteRange and the removal of a keyspace: the server's limit {@code
 *       waitMax} in addition;
 *   <li>calls that wait for keys: the time they were given to wait in addition;
 *   <li>checkpoint and export: no end, but the connection is probed meanwhile, and a probe without
 *       a reply within {@code callTimeout} ends them.
 * </ul>
 *
 * @param socket the server's socket
 * @param database which of the server's databases, by its number
 * @param transport which library opens the socket
 * @param connectionsMax the most connections open at once; 0 is replaced by a number that suits the
 *     processors
 * @param callTimeout how long a call may take
 * @param connectTimeout how long to wait for a server that is starting again
 * @param busyPoll how long a thread may poll the socket before it sleeps until the reply comes;
 *     zero for never, which saves processor time and makes every call later
 * @param clientName what the server's log calls this client
 */
public record ClientOptions(
        @Option(doc = "the server's socket") Path socket,
        @Option(
                        doc = "which of the server's databases, by its number",
                        defaultValue = "0",
                        min = "0")
                int database,
        @Option(doc = "which library opens the socket", defaultValue = "JDK")
                TransportKind transport,
        @Option(
                        name = "connections",
                        doc = "the most connections open at once; 0 for 2 to 8, by the processors",
                        defaultValue = "0",
                        min = "0",
                        max = "1024")
                int connectionsMax,
        @Option(
                        name = "timeout",
                        doc =
                                "how long a call may take; commit, count, deleteRange and waits have more time, checkpoint and export no end",
                        defaultValue = "30s",
                        min = "1ms",
                        max = ClientOptions.DURATION_MAX)
                Duration callTimeout,
        @Option(
                        doc = "how long to wait for a server that is starting again",
                        defaultValue = "10s",
                        min = "1ms",
                        max = ClientOptions.DURATION_MAX)
                Duration connectTimeout,
        @Option(
                        doc =
                                "how long a thread may poll the socket before it sleeps until the reply comes",
                        defaultValue = "100us",
                        min = "0s",
                        max = ClientOptions.BUSY_POLL_MAX)
                Duration busyPoll,
        @Option(
                        name = "name",
                        doc = "what the server's log calls this client",
                        defaultValue = "java")
                String clientName) {

    /** The longest path of a socket, in bytes; the operating system takes no longer one. */
    public static final int SOCKET_BYTES_MAX = 107;

    static final String DURATION_MAX = "365d";

    static final String BUSY_POLL_MAX = "10ms";

    private static final Duration BUSY_POLL_LIMIT = Duration.ofMillis(10);
    private static final Duration DURATION_LIMIT = Duration.ofDays(365);
    private static final int CONNECTIONS_MAX = 1024;
    private static final int NAME_CHARS_MAX = 256;

    /**
     * Checks all values and chooses the number of connections when it is 0.
     *
     * @throws ConfigException when a value is out of its range
     */
    public ClientOptions {
        Objects.requireNonNull(socket, "socket");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(clientName, "clientName");
        check(socket);
        check("timeout", callTimeout);
        check("connectTimeout", connectTimeout);
        Objects.requireNonNull(busyPoll, "busyPoll");
        if (busyPoll.isNegative() || busyPoll.compareTo(BUSY_POLL_LIMIT) > 0) {
            throw new ConfigException(
                    "/busyPoll: must be between 0s and " + BUSY_POLL_MAX, "value", busyPoll);
        }
        if (database < 0) {
            throw new ConfigException("/database: must not be negative", "value", database);
        }
        if (connectionsMax < 0 || connectionsMax > CONNECTIONS_MAX) {
            throw new ConfigException(
                    "/connections: must be between 0 and " + CONNECTIONS_MAX,
                    "value",
                    connectionsMax);
        }
        if (clientName.length() > NAME_CHARS_MAX) {
            throw new ConfigException(
                    "/name: must not be longer than " + NAME_CHARS_MAX + " characters",
                    "actual",
                    clientName.length());
        }
        if (connectionsMax == 0) {
            connectionsMax = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
        }
    }

    /**
     * Takes everything but the socket from the defaults.
     *
     * @param socket the server's socket
     * @return the options
     * @throws ConfigException when the path is too long
     */
    public static ClientOptions of(Path socket) {
        return of(socket.toString(), Map.of());
    }

    /**
     * Reads a URL's parts.
     *
     * @param location the path of the server's socket
     * @param parameters the URL's parameters
     * @return the options
     * @throws ConfigException when a parameter is unknown or its value is not allowed, or when the
     *     path is missing or too long
     */
    public static ClientOptions of(String location, Map<String, String> parameters) {
        if (location.isEmpty()) {
            throw new ConfigException("/socket: missing; write ipc: and the path of a socket");
        }
        if (parameters.containsKey("socket")) {
            throw new ConfigException(
                    "/socket: given twice, as the URL's location and as a parameter");
        }
        Map<String, Object> values = new LinkedHashMap<>(parameters);
        values.put("socket", location);
        return RecordBinder.bindText(ClientOptions.class, values, "");
    }

    private static void check(Path socket) {
        int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0) {
            throw new ConfigException("/socket: missing; it is the path of a socket");
        }
        if (bytes > SOCKET_BYTES_MAX) {
            throw new ConfigException(
                    "/socket: the operating system takes no socket path that long; use a relative path, a link to the directory, or another place for the socket",
                    "max",
                    SOCKET_BYTES_MAX,
                    "actual",
                    bytes,
                    "socket",
                    socket);
        }
    }

    private static void check(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(DURATION_LIMIT) > 0) {
            throw new ConfigException(
                    "/" + name + ": must be between 1ms and " + DURATION_MAX, "value", value);
        }
    }
}
