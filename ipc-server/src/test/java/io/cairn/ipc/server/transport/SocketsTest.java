package io.cairn.ipc.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.UnixOperatingSystemMXBean;
import io.cairn.error.ConfigException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.server.ServerOptions;
import io.cairn.ipc.server.Transport;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sockets' files, who is let in, and how a server ends. */
class SocketsTest {

    /** With three transports, ten thousand. */
    private static final int ATTEMPTS = 3_400;

    @TempDir Path directory;

    static Stream<Transport> transports() {
        return ConnectionTest.transports();
    }

    private ServerOptions options(Transport transport) {
        return ServerOptions.in(directory).withTransport(transport);
    }

    private Path socket() {
        return directory.resolve(ServerOptions.SOCKET_NAME);
    }

    private Path sdkSocket() {
        return directory.resolve(ServerOptions.SDK_SOCKET_NAME);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void eachSocketHasItsHandler(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient main = new RawClient(socket());
                RawClient sdk = new RawClient(sdkSocket())) {
            for (RawClient client : List.of(main, sdk)) {
                client.send(RawClient.frame(EchoHandler.ECHO, (byte) 1));
                assertThat(client.read().payload()).containsExactly(1);
            }
            assertThat(server.handler().frames).hasValue(1);
            assertThat(server.sdkHandler().frames).hasValue(1);
            assertThat(server.server.transport()).isEqualTo(transport);
        }
        assertThat(socket()).doesNotExist();
        assertThat(sdkSocket()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void onlyTheOwnUserMayReachTheSockets(Transport transport) throws Exception {
        Path made = directory.resolve("a/b");
        ServerOptions options = ServerOptions.in(made).withTransport(transport);
        try (EchoServer server = new EchoServer(options)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
            for (Path file : List.of(options.socket(), made.resolve("sochdb.sock"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
            try (RawClient client = new RawClient(options.socket())) {
                EchoHandler handler = server.handler();
                assertThat(handler.peer.describe())
                        .contains(
                                transport == Transport.NIO
                                        ? "user "
                                        : "process " + ProcessHandle.current().pid() + ", user ");
            }
        }
    }

    @Test
    void aListedUserMayConnectAndOthersMayNot() throws Exception {
        OwnUser self = OwnUser.find();
        assertThat(self.owns(directory)).isTrue();
        OwnUser other = new OwnUser(self.uid() + 1, Files.getOwner(Path.of("/proc/self")));
        for (Transport transport : List.of(Transport.EPOLL, Transport.NIO)) {
            // As if another user ran the server: with the number off by one, the epoll check fails.
            PeerCheck strict = new PeerCheck(other, Set.of());
            PeerCheck listed = new PeerCheck(other, Set.of(self.uid()));
            PeerCheckProbe probe = new PeerCheckProbe(options(transport), strict, listed);
            assertThat(probe.strict).isEqualTo(transport == Transport.NIO);
            assertThat(probe.listed).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aStaleSocketIsReplaced(Transport transport) throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = new RawClient(socket())) {
            assertThat(server.handler()).isNotNull();
            assertThat(client.channel.isConnected()).isTrue();
        }
    }

    @Test
    void aLiveSocketOfAnotherKindOfServerIsRefused() throws Exception {
        try (ServerSocketChannel alive = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            alive.bind(UnixDomainSocketAddress.of(socket()));
            UnavailableException refused =
                    catchThrowableOfType(
                            UnavailableException.class,
                            () -> new EchoServer(options(Transport.AUTO)));
            assertThat(refused.code()).isEqualTo(ErrorCode.LOCKED);
            assertThat(refused.context())
                    .containsEntry("pid", Long.toString(ProcessHandle.current().pid()))
                    .containsEntry("path", socket().toString());
            new RawClient(socket()).close();
        }
        assertThat(sdkSocket()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aSecondServerIsRefusedAndTheFirstGoesOn(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport))) {
            for (ServerOptions second :
                    List.of(
                            options(transport),
                            ServerOptions.in(directory.resolve("x")).withSdkSocket(sdkSocket()))) {
                assertThatThrownBy(() -> new EchoServer(second))
                        .isInstanceOfSatisfying(
                                UnavailableException.class,
                                refused -> {
                                    assertThat(refused.code()).isEqualTo(ErrorCode.LOCKED);
                                    assertThat(refused.context().get("pid"))
                                            .contains("" + ProcessHandle.current().pid());
                                });
            }
            assertThat(directory.resolve("x/cairn.sock")).doesNotExist();
            try (RawClient client = new RawClient(socket())) {
                client.send(RawClient.frame(EchoHandler.ECHO, (byte) 1));
                assertThat(client.read().payload()).containsExactly(1);
                server.handler();
            }
        }
        new EchoServer(options(transport)).close();
    }

    @Test
    void ofServersThatStartAtOnceOneWins() throws Exception {
        int count = 8;
        CountDownLatch together = new CountDownLatch(count);
        ConcurrentLinkedQueue<EchoServer> started = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<UnavailableException> refused = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                together.countDown();
                                try {
                                    together.await();
                                    started.add(new EchoServer(options(Transport.NIO)));
                                } catch (UnavailableException e) {
                                    refused.add(e);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(started).hasSize(1);
        assertThat(refused).hasSize(count - 1).allMatch(e -> e.code() == ErrorCode.LOCKED);
        new RawClient(socket()).close();
        started.element().close();
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.writeString(socket(), "precious");
        assertThatThrownBy(() -> new EchoServer(options(Transport.AUTO)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no socket");
        assertThat(socket()).hasContent("precious");
        Files.delete(socket());
        Files.createSymbolicLink(socket(), directory.resolve("elsewhere"));
        assertThatThrownBy(() -> new EchoServer(options(Transport.AUTO)))
                .isInstanceOf(ConfigException.class);
        assertThat(Files.isSymbolicLink(socket())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aFileThatTookThePlaceOfTheSocketStays(Transport transport) throws Exception {
        EchoServer server = new EchoServer(options(transport));
        Files.delete(socket());
        Files.writeString(socket(), "another's");
        server.close();
        assertThat(socket()).hasContent("another's");
        assertThat(sdkSocket()).doesNotExist();
    }

    @Test
    void aPathThatIsTooLongIsExplained() {
        Path deep = directory.resolve("d".repeat(100)).resolve("\u00e4.sock");
        assertThatThrownBy(() -> new EchoServer(ServerOptions.in(directory).withSocket(deep)))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> {
                            assertThat(e.text()).startsWith("/socket: ").contains("shorter path");
                            assertThat(e.context()).containsEntry("max", "106");
                            assertThat(Integer.parseInt(e.context().get("bytes")))
                                    .isEqualTo(
                                            deep.toString()
                                                    .getBytes(StandardCharsets.UTF_8)
                                                    .length);
                        });
        assertThat(deep.getParent()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void thePathMayHaveExactly106Bytes(Transport transport) throws Exception {
        int missing = 106 - directory.toString().length() - 2;
        Path longest =
                directory
                        .resolve("d".repeat(missing / 2))
                        .resolve("s".repeat(missing - missing / 2));
        assertThat(longest.toString()).hasSize(106);
        ServerOptions options = options(transport).withSocket(longest);
        try (EchoServer server = new EchoServer(options);
                RawClient client = new RawClient(longest)) {
            assertThat(server.handler()).isNotNull();
            assertThat(client.channel.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connectionsBeyondTheLimitAreToldSo(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport).withClientsMax(2))) {
            RawClient first = new RawClient(socket());
            EchoHandler handler = server.handler();
            try (RawClient second = new RawClient(sdkSocket())) {
                server.sdkHandler();
                long descriptors = openDescriptors();
                for (int i = 0; i < ATTEMPTS; i++) {
                    try (RawClient third = new RawClient(i % 2 == 0 ? socket() : sdkSocket())) {
                        RawClient.Reply refusal = third.read();
                        assertThat(refusal.opcode()).isEqualTo(0x81);
                        assertThat(new String(refusal.payload(), StandardCharsets.UTF_8))
                                .contains("clientsMax", "2");
                        assertThat(third.atEnd()).isTrue();
                    }
                }
                assertThat(openDescriptors()).isLessThan(descriptors + 100);
                second.send(RawClient.frame(EchoHandler.ECHO, (byte) 1));
                assertThat(second.read().payload()).containsExactly(1);
                assertThat(server.counters.read())
                        .containsEntry("connections_refused", (long) ATTEMPTS)
                        .containsEntry("connections_active", 2L);
                first.close();
                handler.closed.await();
                EchoServer.eventually("a place is free", this::letIn);
            }
        }
    }

    private static long openDescriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    private boolean letIn() {
        try (RawClient client = new RawClient(socket())) {
            client.send(RawClient.frame(EchoHandler.ECHO, (byte) 1));
            return client.read().payload().length == 1;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closingWaitsForRequestsInProgress(Transport transport) throws Exception {
        EchoServer server = new EchoServer(options(transport));
        try (RawClient idle = new RawClient(socket());
                RawClient working = new RawClient(socket())) {
            server.handler();
            EchoHandler handler = server.handler();
            working.send(RawClient.frame(EchoHandler.WORK));
            handler.worked.await();
            Thread closing = Thread.ofPlatform().start(server::close);
            handler.drained.await();
            assertThat(idle.atEnd()).isTrue();
            assertThat(handler.closings).hasValue(0);
            EchoServer.eventually("nobody listens", () -> !Probe.isLive(socket()));
            working.send(RawClient.frame(EchoHandler.ECHO));
            handler.finish();
            assertThat(working.read().payload()).hasSize(3);
            assertThat(working.atEnd()).isTrue();
            closing.join();
            assertThat(handler.closings).hasValue(1);
            assertThat(handler.frames).hasValue(1);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closingDoesNotWaitForEver(Transport transport) throws Exception {
        EchoServer server =
                new EchoServer(options(transport).withDrainTimeout(Duration.ofMillis(200)));
        try (RawClient working = new RawClient(socket());
                RawClient deaf = new RawClient(sdkSocket())) {
            EchoHandler handler = server.handler();
            working.send(RawClient.frame(EchoHandler.WORK));
            handler.worked.await();
            deaf.send(RawClient.make(EchoHandler.MAKE, 8 << 20));
            EchoHandler sending = server.sdkHandler();
            EchoServer.eventually("a request", () -> sending.frames.get() == 1);
            server.close();
            assertThat(handler.closings).hasValue(1);
            assertThat(sending.closings).hasValue(1);
            assertThat(working.atEnd()).isTrue();
        }
        server.close();
    }

    @Test
    void ioUringWorksOrSaysWhyNot() throws Exception {
        if (IoUring.isAvailable()) {
            try (EchoServer server = new EchoServer(options(Transport.IO_URING));
                    RawClient client = new RawClient(socket())) {
                client.send(RawClient.frame(EchoHandler.ECHO, (byte) 1));
                assertThat(client.read().payload()).containsExactly(1);
                server.handler();
            }
        } else {
            assertThatThrownBy(() -> new EchoServer(options(Transport.IO_URING)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("IO_URING");
        }
        assertThat(Files.exists(socket(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }
}
