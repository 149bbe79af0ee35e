package io.cairn.ipc.server.launch;

import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.error.ConfigException;
import io.cairn.ipc.server.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a server needs to know before it starts: the file's settings with the flags over
 * them, all paths decided. Immutable.
 *
 * @param directory the directory of the sockets and of the database
 * @param socket where Cairn's clients connect
 * @param sdkSocket where SochDB's clients connect, null for nowhere
 * @param maxClients how many connections are served at once
 * @param timeout how long a connection may be idle
 * @param logLevel how much is logged
 * @param allowUids the users, besides the server's own, that may connect
 * @param transport which of the operating system's calls serve the sockets
 * @param loopThreads how many threads serve the sockets, 0 for as many as suit the machine
 * @param metricsPort the port of the metrics on the loopback interface, 0 for none
 * @param luaFilters whether clients may filter listings with Lua scripts
 * @param pidFile where the process's number is kept
 * @param databases what is opened; number 0, or else the file's first, comes first
 */
record LaunchPlan(
        Path directory,
        Path socket,
        @Nullable Path sdkSocket,
        int maxClients,
        Duration timeout,
        LogLevel logLevel,
        Set<Long> allowUids,
        Transport transport,
        int loopThreads,
        int metricsPort,
        boolean luaFilters,
        Path pidFile,
        List<OfferedDatabase> databases) {

    /** What Linux has room for in the address of a socket, without the final zero. */
    static final int SOCKET_BYTES_MAX = 106;

    private static final int PORT_MAX = 65_535;

    LaunchPlan {
        allowUids = Set.copyOf(allowUids);
        databases = List.copyOf(databases);
    }

    /**
     * Lays the flags over the file.
     *
     * @throws ConfigException when the two together make no sense; the text begins with the flag or
     *     the JSON pointer
     */
    static LaunchPlan of(ServerFlags flags, ServerFile file) {
        ServerConfig config = file.config();
        Path directory = given(flags.db, config.db());
        Path socket = socket(flags, config, directory);
        Path pidFile = first(flags.pidFile, config.pidFile());
        return new LaunchPlan(
                directory,
                checked("--socket", socket),
                sdkSocket(flags, config, directory, socket),
                (int) within("--max-clients", flags.maxClients, config.maxClients(), 1, 1_000_000),
                timeout(flags, config),
                given(flags.logLevel, config.logLevel()),
                uids(flags, file),
                given(flags.transport, config.transport()),
                config.loopThreads(),
                (int)
                        within(
                                "--metrics-port",
                                flags.metricsPort,
                                config.metricsPort(),
                                0,
                                PORT_MAX),
                config.luaFilters() && !flags.noLuaFilters,
                pidFile == null ? pidFile(socket) : pidFile,
                databases(flags, file, directory));
    }

    /** Returns where the process's number is kept unless something else is asked for. */
    private static Path pidFile(Path socket) {
        return Path.of(socket + ".pid");
    }

    private static Path socket(ServerFlags flags, ServerConfig config, Path directory) {
        Path socket = first(flags.socket, config.socket());
        return socket == null ? directory.resolve("cairn.sock") : socket;
    }

    private static @Nullable Path sdkSocket(
            ServerFlags flags, ServerConfig config, Path directory, Path socket) {
        if (flags.noSdkSocket && flags.sdkSocket != null) {
            throw new ConfigException("--no-sdk-socket: excludes --sdk-socket; leave one out");
        }
        if (flags.noSdkSocket || (flags.sdkSocket == null && !config.sdk())) {
            return null;
        }
        Path given = first(flags.sdkSocket, config.sdkSocket());
        Path sdk =
                checked("--sdk-socket", given == null ? directory.resolve("sochdb.sock") : given);
        if (sdk.toAbsolutePath().normalize().equals(socket.toAbsolutePath().normalize())) {
            throw new ConfigException(
                    "--sdk-socket: must not be the path of --socket; the two speak different dialects",
                    "path",
                    sdk);
        }
        return sdk;
    }

    private static Path checked(String flag, Path socket) {
        int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SOCKET_BYTES_MAX) {
            throw new ConfigException(
                    flag
                            + ": the path is too long for a socket, whose address has room for "
                            + SOCKET_BYTES_MAX
                            + " bytes; choose a shorter one, or a relative one",
                    "bytes",
                    bytes,
                    "path",
                    socket);
        }
        if (socket.getFileName() == null) {
            throw new ConfigException(flag + ": must name a file", "path", socket);
        }
        return socket;
    }

    private static Duration timeout(ServerFlags flags, ServerConfig config) {
        long most = Duration.ofDays(365).toMillis();
        return Duration.ofMillis(
                within(
                        "--timeout-ms",
                        flags.timeoutMillis,
                        Math.max(1, config.timeout().toMillis()),
                        1,
                        most));
    }

    private static Set<Long> uids(ServerFlags flags, ServerFile file) {
        List<Long> uids = flags.allowUids == null ? file.allowUids() : flags.allowUids;
        for (long uid : uids) {
            within("--allow-uid", uid, 0, 0, ServerFile.UID_MAX);
        }
        return new LinkedHashSet<>(uids);
    }

    private static List<OfferedDatabase> databases(
            ServerFlags flags, ServerFile file, Path directory) {
        List<OfferedDatabase> named = file.databases();
        if (named.isEmpty()) {
            named = List.of(simple(given(flags.engine, ServerFlags.EngineChoice.ROCKSDB)));
        } else if (flags.engine != null) {
            throw new ConfigException(
                    "--engine: the configuration file names its databases with their engines; leave one out");
        }
        List<OfferedDatabase> databases = new ArrayList<>();
        for (OfferedDatabase database : named) {
            OfferedDatabase placed = placed(database, named.size(), directory);
            OfferedDatabase lasting =
                    flags.durability == null ? placed : placed.with(flags.durability);
            // Clients that do not know of numbers see the first.
            databases.add(lasting.id() == 0 ? 0 : databases.size(), lasting);
        }
        refuseShared(databases);
        return databases;
    }

    private static OfferedDatabase simple(ServerFlags.EngineChoice engine) {
        String type = engine.name().toLowerCase(Locale.ROOT);
        return new OfferedDatabase(0, "", CairnConfig.of(type, Map.of()).with(Durability.SYNC), "");
    }

    private static OfferedDatabase placed(OfferedDatabase database, int count, Path directory) {
        if (!database.lacksPath()) {
            return database;
        }
        if (count > 1) {
            throw new ConfigException(
                    database.pointer()
                            + "/engineOptions/path: missing; where there are several databases, each needs a directory of its own");
        }
        return database.at(directory);
    }

    private static void refuseShared(List<OfferedDatabase> databases) {
        Map<Path, OfferedDatabase> byPath = new HashMap<>();
        for (OfferedDatabase database : databases) {
            Path path = database.path();
            OfferedDatabase other =
                    path == null
                            ? null
                            : byPath.putIfAbsent(path.toAbsolutePath().normalize(), database);
            if (other != null) {
                throw new ConfigException(
                        database.pointer() + ": has the same directory as " + other.pointer(),
                        "directory",
                        path);
            }
        }
    }

    private static long within(
            String flag, @Nullable Number flagged, long otherwise, long least, long most) {
        long number = flagged == null ? otherwise : flagged.longValue();
        if (number < least || number > most) {
            throw new ConfigException(
                    flag + ": must be between " + least + " and " + most, "value", number);
        }
        return number;
    }

    private static <T> T given(@Nullable T flag, T otherwise) {
        return flag == null ? otherwise : flag;
    }

    private static @Nullable Path first(@Nullable Path flag, @Nullable Path otherwise) {
        return flag == null ? otherwise : flag;
    }
}
