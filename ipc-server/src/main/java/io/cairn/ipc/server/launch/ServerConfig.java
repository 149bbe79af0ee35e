package io.cairn.ipc.server.launch;

import io.cairn.config.Option;
import io.cairn.ipc.server.Transport;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says about the server itself; flags of the command line overrule it.
 * Immutable.
 *
 * @param db the directory of the sockets and of the database
 * @param socket where Cairn's clients connect, null for {@code cairn.sock} in the directory
 * @param sdk whether the socket for SochDB's clients is offered
 * @param sdkSocket where SochDB's clients connect, null for {@code sochdb.sock} in the directory
 * @param maxClients how many connections are served at once
 * @param timeout how long a connection may be idle
 * @param logLevel how much is logged
 * @param transport which of the operating system's calls serve the sockets
 * @param loopThreads how many threads serve the sockets, 0 for as many as suit the machine
 * @param metricsPort the port of the metrics on the loopback interface, 0 for none
 * @param luaFilters whether clients may filter listings with Lua scripts
 * @param pidFile where the process's number is kept, null for beside the socket
 */
public record ServerConfig(
        @Option(
                        doc = "the directory of the sockets and of the database",
                        defaultValue = "sochdb_data")
                Path db,
        @Option(
                        doc = "where Cairn's clients connect; without it, cairn.sock in db",
                        optional = true)
                @Nullable Path socket,
        @Option(doc = "whether the socket for SochDB's clients is offered", defaultValue = "true")
                boolean sdk,
        @Option(
                        doc = "where SochDB's clients connect; without it, sochdb.sock in db",
                        optional = true)
                @Nullable Path sdkSocket,
        @Option(
                        doc = "how many connections are served at once",
                        defaultValue = "100",
                        min = "1",
                        max = "1000000")
                int maxClients,
        @Option(
                        doc = "how long a connection may be idle",
                        defaultValue = "30s",
                        min = "1ms",
                        max = "365d")
                Duration timeout,
        @Option(doc = "how much is logged", defaultValue = "INFO") LogLevel logLevel,
        @Option(
                        doc = "which of the operating system's calls serve the sockets",
                        defaultValue = "AUTO")
                Transport transport,
        @Option(
                        doc =
                                "how many threads serve the sockets, 0 for as many as suit the machine",
                        defaultValue = "0",
                        min = "0",
                        max = "256")
                int loopThreads,
        @Option(
                        doc = "the port of the metrics on the loopback interface, 0 for none",
                        defaultValue = "0",
                        min = "0",
                        max = "65535")
                int metricsPort,
        @Option(
                        doc =
                                "whether clients may filter listings with Lua scripts, which run in the server",
                        defaultValue = "true")
                boolean luaFilters,
        @Option(
                        doc = "where the process's number is kept; without it, beside the socket",
                        optional = true)
                @Nullable Path pidFile) {}
