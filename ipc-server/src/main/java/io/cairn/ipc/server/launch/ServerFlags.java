package io.cairn.ipc.server.launch;

import io.cairn.config.Durability;
import io.cairn.ipc.server.Transport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of the command line as picocli fills them; null where a flag was not given, so that the
 * configuration file or a default decides. Used by one thread.
 */
final class ServerFlags {

    @Option(
            names = {"-d", "--db"},
            paramLabel = "DIR",
            description =
                    "The directory of the sockets and of the database; default ./sochdb_data.")
    @Nullable Path db;

    @Option(
            names = {"-s", "--socket"},
            paramLabel = "PATH",
            description = "Where Cairn's clients connect; default cairn.sock in the directory.")
    @Nullable Path socket;

    @Option(
            names = "--sdk-socket",
            paramLabel = "PATH",
            description = "Where SochDB's clients connect; default sochdb.sock in the directory.")
    @Nullable Path sdkSocket;

    @Option(names = "--no-sdk-socket", description = "Offer no socket for SochDB's clients.")
    boolean noSdkSocket;

    @Option(
            names = "--max-clients",
            paramLabel = "N",
            description = "How many connections are served at once; default 100.")
    @Nullable Integer maxClients;

    @Option(
            names = "--timeout-ms",
            paramLabel = "MS",
            description = "How long a connection may be idle; default 30000.")
    @Nullable Long timeoutMillis;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "trace, debug, info, warn or error; default info.")
    @Nullable LogLevel logLevel;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "rocksdb or memory; default rocksdb. Not with databases in a file.")
    @Nullable EngineChoice engine;

    @Option(
            names = "--durability",
            paramLabel = "DURABILITY",
            description =
                    "What a commit survives: sync a power cut, buffered the death of the server; default sync.")
    @Nullable Durability durability;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration file (JSON); flags overrule it.")
    @Nullable Path config;

    @Option(
            names = "--allow-uid",
            paramLabel = "N",
            split = ",",
            description =
                    "Users that may connect besides the server's own, as numbers; may be repeated.")
    @Nullable List<Long> allowUids;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "auto, epoll, nio or io_uring; default auto.")
    @Nullable Transport transport;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve metrics for Prometheus at 127.0.0.1:PORT/metrics; default none.")
    @Nullable Integer metricsPort;

    @Option(
            names = "--no-lua-filters",
            description = "Refuse listings that clients filter with Lua scripts.")
    boolean noLuaFilters;

    @Option(
            names = "--pid-file",
            paramLabel = "PATH",
            description =
                    "Where the server's process number is kept; default the socket's path with .pid.")
    @Nullable Path pidFile;

    /** The engines that need no configuration file. */
    enum EngineChoice {
        ROCKSDB,
        MEMORY
    }
}
