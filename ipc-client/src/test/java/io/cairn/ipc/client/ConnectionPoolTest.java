package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.config.Components;
import io.cairn.error.ClosedException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.client.FakeServer.Incoming;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which connection callers get, and what happens when there is none. */
final class ConnectionPoolTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void givesAThreadTheSameIdleConnection(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll);
                ConnectionPool pool = pool(kind)) {
            Line first = pool.line();
            for (int i = 0; i < 100; i++) {
                Line line = pool.line();
                assertThat(line).isSameAs(first);
                line.call(Requests.get("k"));
            }
            assertThat(server.accepted).hasValue(1);
            assertThat(pool.welcome().engine()).isEqualTo("fake");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void opensFurtherConnectionsWhenAllAreBusyUpToItsLimit(TransportKind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (FakeServer server =
                        new FakeServer(
                                socket(),
                                client -> {
                                    answer.await();
                                    FakeServer.answerAll(client);
                                });
                ConnectionPool pool = pool(kind, "connections", "3")) {
            List<Line> lines = new ArrayList<>();
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                Line line = pool.line();
                lines.add(line);
                replies.add(line.send(Requests.get("k")));
            }
            assertThat(lines.stream().distinct()).hasSize(3);
            assertThat(lines.stream().distinct().map(line -> ((Connection) line).busy()))
                    .containsOnly(3);
            assertThat(server.accepted).hasValue(3);
            answer.countDown();
            for (CompletableFuture<Reply> reply : replies) {
                reply.get();
            }
        }
    }

    @Test
    void makesDoWithTheConnectionsThatTheServerAllows() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (FakeServer server =
                        new FakeServer(
                                socket(),
                                client -> {
                                    answer.await();
                                    FakeServer.answerAll(client);
                                });
                ConnectionPool pool = pool(TransportKind.JDK, "connections", "4")) {
            Line line = pool.line();
            server.refuse(new LimitException("too many clients"));
            CompletableFuture<Reply> reply = line.send(Requests.get("k"));
            assertThat(pool.line()).isSameAs(line);
            assertThat(pool.line()).isSameAs(line);
            answer.countDown();
            assertThat(reply.get()).isInstanceOf(Reply.Done.class);
            assertThat(server.accepted).as("one that worked, one that did not").hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void saysAtOnceThatThereIsNoSocket(TransportKind kind) {
        try (ConnectionPool pool = pool(kind)) {
            assertThatThrownBy(pool::line)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("there is no socket at this path")
                    .hasMessageContaining("cairn server --db")
                    .hasMessageContaining(socket().toString())
                    .hasMessageContaining("sent=no");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void saysThatNobodyListens(TransportKind kind) throws Exception {
        leaveStaleSocket();
        try (ConnectionPool pool = pool(kind)) {
            assertThatThrownBy(pool::line)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no server is listening on this socket");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void saysThatAFileIsNoSocket(TransportKind kind) throws Exception {
        Files.writeString(socket(), "text");
        try (ConnectionPool pool = pool(kind)) {
            assertThatThrownBy(pool::line).hasMessageContaining("no socket");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void waitsForAServerThatStartsAgain(TransportKind kind) throws Exception {
        try (ConnectionPool pool = pool(kind)) {
            try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
                pool.line().call(Requests.get("k"));
            }
            leaveStaleSocket();
            // The connection is found dead by its use; who gets the next one has to wait.
            assertThatThrownBy(() -> pool.line().call(Requests.get("k")))
                    .isInstanceOf(UnavailableException.class);
            CompletableFuture<Line> line = new CompletableFuture<>();
            InterruptTest.run(line, pool::line);
            CompletableFuture<Line> another = new CompletableFuture<>();
            InterruptTest.run(another, pool::line);
            assertThat(line).isNotDone();
            try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
                assertThat(line.get().call(Requests.get("k"))).isInstanceOf(Reply.Done.class);
                assertThat(another.get().isOpen()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void waitsForAServerNoLongerThanItMay(TransportKind kind) throws Exception {
        try (ConnectionPool pool = pool(kind, "connectTimeout", "50ms")) {
            try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
                pool.line().call(Requests.get("k"));
            }
            assertThatThrownBy(() -> pool.line().call(Requests.get("k")))
                    .isInstanceOf(UnavailableException.class);
            assertThatThrownBy(pool::line).hasMessageContaining("there is no socket");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void keepsConnectionsAliveOnWhichObjectsLive(TransportKind kind) throws Exception {
        CountDownLatch pings = new CountDownLatch(3);
        try (FakeServer server =
                        new FakeServer(
                                socket(),
                                Duration.ofMillis(60).toNanos(),
                                client -> {
                                    while (true) {
                                        Incoming next = client.next();
                                        if (next.request().opcode() == Opcode.PING) {
                                            pings.countDown();
                                        }
                                        client.reply(next.number(), new Reply.Number(1));
                                    }
                                });
                ConnectionPool pool = pool(kind)) {
            Line line = pool.line();
            pool.hold(line);
            pings.await();
            pool.release(line);
            assertThat(((Connection) line).holds()).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void noticesThatTheServerNoLongerAnswersWhileACallHasNoEnd(TransportKind kind)
            throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server =
                        new FakeServer(
                                socket(), Duration.ofMillis(60).toNanos(), client -> end.await());
                ConnectionPool pool = pool(kind, "timeout", "50ms")) {
            Line line = pool.line();
            assertThatThrownBy(() -> line.call(new AdminRequest.Checkpoint()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("late=PING")
                    .hasMessageContaining("request=CHECKPOINT");
            end.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void replacesAConnectionThatTheServerClosedMeanwhile(TransportKind kind) throws Exception {
        AtomicLong advanced = new AtomicLong();
        Components system = Components.system();
        Components components =
                new Components(
                        () -> System.nanoTime() + advanced.get(),
                        system.random(),
                        system.threads());
        CountDownLatch closed = new CountDownLatch(1);
        try (FakeServer server =
                        new FakeServer(
                                socket(),
                                client -> {
                                    if (closed.getCount() > 0) {
                                        client.close();
                                        closed.countDown();
                                    } else {
                                        FakeServer.answerAll(client);
                                    }
                                });
                ConnectionPool pool =
                        new ConnectionPool(Requests.options(socket(), kind), components)) {
            Line first = pool.line();
            closed.await();
            advanced.addAndGet(Duration.ofSeconds(2).toNanos());
            Line second = pool.line();
            assertThat(second).isNotSameAs(first);
            assertThat(second.call(Requests.get("k"))).isInstanceOf(Reply.Done.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void endsCallsAndRefusesNewOnesWhenClosed(TransportKind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            client.next();
                            arrived.countDown();
                            end.await();
                        })) {
            ConnectionPool pool = pool(kind);
            CompletableFuture<Reply> call = new CompletableFuture<>();
            InterruptTest.run(call, () -> pool.line().call(Requests.get("k")));
            arrived.await();
            pool.close();
            pool.close();
            assertThatThrownBy(call::get).cause().isInstanceOf(ClosedException.class);
            assertThatThrownBy(pool::line).isInstanceOf(ClosedException.class);
            end.countDown();
        }
    }

    @Test
    void stopsConnectingWhenClosed() throws Exception {
        ConnectionPool pool = pool(TransportKind.JDK, "connectTimeout", "1h");
        try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
            pool.line();
        }
        assertThatThrownBy(() -> pool.line().call(Requests.get("k")))
                .isInstanceOf(UnavailableException.class);
        CompletableFuture<Line> line = new CompletableFuture<>();
        InterruptTest.run(line, pool::line);
        pool.close();
        assertThatThrownBy(line::get).cause().isInstanceOf(ClosedException.class);
    }

    @Test
    void retiresAConnectionThatHasGivenOutAllItsNumbers() throws Exception {
        try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll);
                ConnectionPool pool = pool(TransportKind.JDK)) {
            Connection first = (Connection) pool.line();
            pool.hold(first);
            first.skipHandles(Connection.HANDLES_MAX - 1);
            assertThat(pool.line()).isSameAs(first);
            assertThat(first.newHandle()).isEqualTo(Connection.HANDLES_MAX);
            Line second = pool.line();
            assertThat(second).isNotSameAs(first);
            assertThat(second.newHandle()).isEqualTo(1);
            assertThat(first.call(Requests.get("k"))).isInstanceOf(Reply.Done.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void leavesNoDescriptorsBehind(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
            Requests.connect(socket(), kind).close();
            long before = clientDescriptors(server);
            for (int i = 0; i < 100; i++) {
                Connection connection = Requests.connect(socket(), kind);
                connection.call(Requests.get("k"));
                connection.close();
            }
            assertThat(clientDescriptors(server)).isLessThan(before + 50);
        }
    }

    /** Counts open files once the server has closed its side of every connection. */
    private static long clientDescriptors(FakeServer server) throws IOException {
        server.clients.forEach(FakeServer.Client::close);
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private void leaveStaleSocket() throws IOException {
        Files.deleteIfExists(socket());
        try (ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(socket()));
        }
    }

    private ConnectionPool pool(TransportKind kind, String... more) {
        return new ConnectionPool(Requests.options(socket(), kind, more), Components.system());
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
