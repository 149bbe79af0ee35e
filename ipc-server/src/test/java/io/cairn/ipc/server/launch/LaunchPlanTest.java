package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.config.Durability;
import io.cairn.error.ConfigException;
import io.cairn.ipc.server.ServerOptions;
import io.cairn.ipc.server.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Flags over file over defaults: every one of them changes what is started. */
class LaunchPlanTest {

    private static final String FILE =
            """
            {"db": "/file", "socket": "/file/s", "sdkSocket": "/file/k", "maxClients": 7, "timeout": "5s",
             "logLevel": "WARN", "transport": "NIO", "loopThreads": 3, "metricsPort": 9464, "pidFile": "/file/p",
             "allowUids": [1], "databases": [
               {"id": 5, "engine": "memory", "durability": "BUFFERED"}, {"id": 0, "engine": "memory"}]}
            """;

    @Command
    private static final class Flags {
        @CommandLine.Mixin ServerFlags flags;
    }

    private static LaunchPlan plan(String file, String... flags) {
        Flags holder = new Flags();
        new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(flags);
        return LaunchPlan.of(holder.flags, ServerFile.parse(file));
    }

    @Test
    void theDefaultsAreThoseOfTheManual() {
        LaunchPlan plan = plan("{}");
        assertThat(plan.directory()).isEqualTo(Path.of("sochdb_data"));
        assertThat(plan.socket()).isEqualTo(Path.of("sochdb_data/cairn.sock"));
        assertThat(plan.sdkSocket()).isEqualTo(Path.of("sochdb_data/sochdb.sock"));
        assertThat(plan.pidFile()).isEqualTo(Path.of("sochdb_data/cairn.sock.pid"));
        assertThat(plan.maxClients()).isEqualTo(100);
        assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(plan.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(plan.allowUids()).isEmpty();
        assertThat(plan.metricsPort()).isZero();
        OfferedDatabase database = plan.databases().getFirst();
        assertThat(database.config().engine()).isEqualTo("rocksdb");
        assertThat(database.config().durability()).isEqualTo(Durability.SYNC);
        assertThat(database.path()).isEqualTo(Path.of("sochdb_data"));
        assertThat(plan.databases()).hasSize(1);
    }

    @Test
    void theFileActsWithoutFlags() {
        LaunchPlan plan = plan(FILE);
        assertThat(plan.directory()).isEqualTo(Path.of("/file"));
        assertThat(plan.socket()).isEqualTo(Path.of("/file/s"));
        assertThat(plan.sdkSocket()).isEqualTo(Path.of("/file/k"));
        assertThat(plan.maxClients()).isEqualTo(7);
        assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plan.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(plan.transport()).isEqualTo(Transport.NIO);
        assertThat(plan.loopThreads()).isEqualTo(3);
        assertThat(plan.metricsPort()).isEqualTo(9464);
        assertThat(plan.pidFile()).isEqualTo(Path.of("/file/p"));
        assertThat(plan.allowUids()).containsExactly(1L);
        assertThat(plan.databases())
                .as("number 0 is what clients without numbers see")
                .extracting(OfferedDatabase::id)
                .containsExactly(0, 5);
        assertThat(plan("{\"sdk\": false}").sdkSocket()).isNull();
        assertThat(plan("{\"luaFilters\": false}").luaFilters()).isFalse();
    }

    static Stream<Arguments> flags() {
        return Stream.of(
                flag("--db=/d", LaunchPlan::directory, Path.of("/d")),
                flag("-d=/d", LaunchPlan::directory, Path.of("/d")),
                flag("--socket=/s", LaunchPlan::socket, Path.of("/s")),
                flag("-s=/s", LaunchPlan::socket, Path.of("/s")),
                flag("--sdk-socket=/k", LaunchPlan::sdkSocket, Path.of("/k")),
                flag("--no-sdk-socket", plan -> plan.sdkSocket() == null, true),
                flag("--max-clients=9", LaunchPlan::maxClients, 9),
                flag("--timeout-ms=250", LaunchPlan::timeout, Duration.ofMillis(250)),
                flag("--log-level=trace", LaunchPlan::logLevel, LogLevel.TRACE),
                flag("--allow-uid=3,4", LaunchPlan::allowUids, Set.of(3L, 4L)),
                flag("--transport=epoll", LaunchPlan::transport, Transport.EPOLL),
                flag("--metrics-port=1234", LaunchPlan::metricsPort, 1234),
                flag("--no-lua-filters", LaunchPlan::luaFilters, false),
                flag("--pid-file=/p", LaunchPlan::pidFile, Path.of("/p")),
                flag(
                        "--durability=buffered",
                        plan ->
                                plan.databases().stream()
                                        .allMatch(d ->
                                                d.config().durability() == Durability.BUFFERED),
                        true));
    }

    private static Arguments flag(String flag, Function<LaunchPlan, Object> part, Object value) {
        return Arguments.of(flag, part, value);
    }

    @ParameterizedTest
    @MethodSource("flags")
    void everyFlagActsAndOverrulesTheFile(
            String flag, Function<LaunchPlan, Object> part, Object value) {
        assertThat(part.apply(plan(FILE))).isNotEqualTo(value);
        assertThat(part.apply(plan("{}"))).isNotEqualTo(value);
        assertThat(part.apply(plan(FILE, flag))).isEqualTo(value);
        assertThat(part.apply(plan("{}", flag))).isEqualTo(value);
    }

    @Test
    void theServerGetsEverythingThatThePlanSays() {
        ServerOptions options = CairnListeners.options(plan(FILE));
        assertThat(options.socket()).isEqualTo(Path.of("/file/s"));
        assertThat(options.sdkSocket()).isEqualTo(Path.of("/file/k"));
        assertThat(options.clientsMax()).isEqualTo(7);
        assertThat(options.idleTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.allowedUids()).containsExactly(1L);
        assertThat(options.eventLoops()).isEqualTo(3);
        assertThat(options.luaFilters()).isTrue();
        assertThat(CairnListeners.options(plan("{\"luaFilters\": false}")).luaFilters()).isFalse();
        assertThat(options.transport()).isEqualTo(Transport.NIO);
        assertThat(CairnListeners.options(plan("{}", "--no-sdk-socket")).sdkSocket()).isNull();
        assertThat(CairnListeners.options(plan("{}")).eventLoops()).isPositive();
    }

    @Test
    void theEngineIsChosenByFlagOrFileButNotByBoth() {
        OfferedDatabase database = plan("{}", "--engine=memory").databases().getFirst();
        assertThat(database.config().engine()).isEqualTo("memory");
        assertThat(database.path()).isNull();
        wrong("--engine: the configuration file names its databases", FILE, "--engine=memory");
    }

    @Test
    void theOnlyDatabaseLivesInTheDirectory() {
        String one = "{\"databases\": [{\"id\": 3, \"engine\": \"rocksdb\"}]}";
        assertThat(plan(one, "--db=/d").databases().getFirst().path()).isEqualTo(Path.of("/d"));
        wrong(
                "/databases/1/engineOptions/path: missing",
                "{\"databases\": [{\"engine\": \"memory\"}, {\"engine\": \"rocksdb\"}]}");
    }

    @Test
    void twoDatabasesDoNotShareADirectory() {
        wrong(
                "/databases/1: has the same directory as /databases/0",
                """
                {"databases": [{"engine": "rocksdb", "engineOptions": {"path": "/a/b"}},
                               {"engine": "rocksdb", "engineOptions": {"path": "/a/./b/"}}]}
                """);
    }

    @Test
    void nonsenseIsRefusedWithTheNameOfTheFlag() {
        wrong("--max-clients: must be between 1 and", "{}", "--max-clients=0");
        wrong("--timeout-ms: must be between 1 and", "{}", "--timeout-ms=-5");
        wrong("--metrics-port: must be between 0 and 65535", "{}", "--metrics-port=65536");
        wrong("--allow-uid: must be between 0 and", "{}", "--allow-uid=4294967295");
        wrong("--no-sdk-socket: excludes --sdk-socket", "{}", "--no-sdk-socket", "--sdk-socket=/k");
        wrong(
                "--sdk-socket: must not be the path of --socket",
                "{}",
                "-s=/a/s",
                "--sdk-socket=/a/./s");
        wrong("--socket: must name a file", "{}", "--socket=/");
    }

    @Test
    void aLongSocketPathIsExplained() {
        String longest = "/" + "x".repeat(LaunchPlan.SOCKET_BYTES_MAX - 1);
        assertThat(plan("{}", "-s=" + longest).socket()).isEqualTo(Path.of(longest));
        wrong("--socket: the path is too long for a socket", "{}", "-s=" + longest + "x");
        wrong("--socket: the path is too long", "{}", "-d=" + longest);
    }

    private static void wrong(String message, String file, String... flags) {
        assertThatThrownBy(() -> plan(file, flags))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }
}
