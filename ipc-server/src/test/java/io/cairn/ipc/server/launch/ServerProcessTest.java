package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.server.Served;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is opened is closed again, in reverse, however the start ends. */
class ServerProcessTest {

    private static final byte[] KEY = Bytes.utf8("k");

    @TempDir Path temp;
    private Path home;
    private final List<String> events = new ArrayList<>();
    private Map<Integer, Served> served = Map.of();

    @BeforeEach
    void name() {
        home = temp.resolve("home");
    }

    private ServerProcess process(String file) {
        ServerFlags flags = new ServerFlags();
        flags.db = home;
        return new ServerProcess(LaunchPlan.of(flags, ServerFile.parse(file)), this::listen);
    }

    private Listeners listen(LaunchPlan plan, Map<Integer, Served> databases) {
        events.add("listen at " + plan.socket().getFileName());
        served = databases;
        return new Listeners() {
            @Override
            public String transport() {
                return "NONE";
            }

            @Override
            public Map<String, Long> counters() {
                return Map.of();
            }

            @Override
            public void close() {
                databases.values().forEach(one -> one.database().put(KEY, Bytes.utf8("last")));
                events.add("closed while the databases were open");
            }
        };
    }

    @Test
    void theDatabaseIsOfferedAndClosedAfterTheSockets() throws Exception {
        ServerProcess process = process("{}");
        process.start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(home.resolve("cairn.sock.pid")).exists();
        Served database = served.get(0);
        assertThat(database.engine()).isEqualTo("rocksdb");
        assertThat(process.stop()).isTrue();
        assertThat(events)
                .containsExactly("listen at cairn.sock", "closed while the databases were open");
        assertThat(home.resolve("cairn.sock.pid")).doesNotExist();
        assertThat(process.stop()).as("the second time").isFalse();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files)
                    .as("a table, as a checkpoint makes of the log")
                    .anyMatch(file -> file.toString().endsWith(".sst"));
        }
        try (Database again = Cairn.open("rocksdb:" + home)) {
            assertThat(again.get(KEY)).isEqualTo(Bytes.utf8("last"));
        }
    }

    @Test
    void severalDatabasesComeInTheirOrder() throws Exception {
        ServerProcess process =
                process(
                        """
                        {"databases": [{"id": 7, "engine": "memory"}, {"id": 3, "engine": "memory"}]}
                        """);
        process.start();
        assertThat(served.keySet()).containsExactly(7, 3);
        process.stop();
    }

    @Test
    void whatADeadServerLeftIsNoObstacle() throws Exception {
        Files.createDirectory(home);
        FakeServer.abandon(home.resolve("cairn.sock"));
        FakeServer.abandon(home.resolve("sochdb.sock"));
        Files.writeString(home.resolve("cairn.sock.pid"), "99999999999\n");
        ServerProcess process = process("{}");
        process.start();
        assertThat(home.resolve("cairn.sock.pid")).hasContent(ProcessHandle.current().pid() + "\n");
        process.stop();
    }

    @Test
    void aLiveServerIsLeftAloneAndNamed() throws Exception {
        Files.createDirectory(home);
        for (String name : List.of("cairn.sock", "sochdb.sock")) {
            try (FakeServer live = FakeServer.answering(home.resolve(name), "{}")) {
                assertThat(live).isNotNull();
                assertThatThrownBy(process("{}")::start)
                        .isInstanceOf(InUseException.class)
                        .hasMessageContaining("process " + ProcessHandle.current().pid() + " ")
                        .hasMessageContaining(name);
                assertThat(home.resolve(name)).exists();
            }
        }
        assertThat(events).isEmpty();
        assertThat(home.resolve("cairn.sock.pid")).doesNotExist();
    }

    @Test
    void aDatabaseThatIsOpenElsewhereEndsTheStart() {
        try (Database elsewhere = Cairn.open("rocksdb:" + home)) {
            assertThat(elsewhere.keyspaceNames()).isEmpty();
            assertThatThrownBy(process("{}")::start)
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
                    .hasMessageContaining("pid=" + ProcessHandle.current().pid());
        }
        assertThat(home.resolve("cairn.sock.pid")).doesNotExist();
    }

    @Test
    void whatWasOpenedBeforeAFailureIsClosed() throws Exception {
        ServerFlags flags = new ServerFlags();
        flags.db = home;
        ServerProcess process =
                new ServerProcess(
                        LaunchPlan.of(flags, ServerFile.none()),
                        (plan, databases) -> {
                            throw new IOException("no sockets here");
                        });
        assertThatThrownBy(process::start).hasMessage("no sockets here");
        assertThat(process.stop()).isFalse();
        assertThat(home.resolve("cairn.sock.pid")).doesNotExist();
        Cairn.open("rocksdb:" + home).close();
    }

    @Test
    void metricsNeedTheirPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String file = "{\"metricsPort\": %d}".formatted(taken.getLocalPort());
            assertThatThrownBy(process(file)::start)
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
        assertThat(events).contains("closed while the databases were open");
    }

    @Test
    void aProcessThatIsToEndDoesNotStart() {
        ServerProcess process = process("{}");
        assertThat(process.stop()).isFalse();
        assertThatThrownBy(process::start).isInstanceOf(ServerProcess.StoppedException.class);
        assertThat(events).isEmpty();
        assertThat(home.resolve("cairn.sock.pid")).doesNotExist();
    }
}
