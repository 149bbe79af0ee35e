package io.cairn.ipc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.error.ConfigException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One database through all doors of a server. */
class CairnServerTest {

    private static final byte[] KEY = bytes("key");

    @TempDir Path directory;

    private Database database;

    @BeforeEach
    void open() {
        database = Cairn.open("memory:");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CairnServer start(Transport transport) {
        Served served = new Served(database, "memory", Durability.SYNC, Limits.defaults());
        return CairnServer.start(
                ServerOptions.in(directory).withTransport(transport), Map.of(0, served));
    }

    private Path socket() {
        return directory.resolve(ServerOptions.SOCKET_NAME);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void allDialectsSeeOneDatabase(Transport transport) throws Exception {
        try (CairnServer server = start(transport)) {
            try (Database remote = Cairn.open("ipc:" + socket())) {
                remote.put(KEY, bytes("value"));
                assertThat(database.get(KEY)).isEqualTo(bytes("value"));
            }
            byte[] documented = {2, 7, 0, 0, 0, 3, 0, 0, 0, 'k', 'e', 'y'};
            assertThat(ask(socket(), documented))
                    .containsExactly(0x82, 9, 0, 0, 0, 5, 0, 0, 0, 'v', 'a', 'l', 'u', 'e');
            byte[] sdk = {2, 3, 0, 0, 0, 'k', 'e', 'y'};
            assertThat(ask(directory.resolve(ServerOptions.SDK_SOCKET_NAME), sdk))
                    .containsExactly(0x82, 5, 0, 0, 0, 'v', 'a', 'l', 'u', 'e');
            assertThat(server.counters())
                    .hasEntrySatisfying("connections_total", n -> assertThat(n).isPositive())
                    .containsEntry("requests_error", 0L);
            assertThat(server.transport())
                    .isIn(
                            transport == Transport.NIO
                                    ? List.of(Transport.NIO)
                                    : List.of(Transport.EPOLL, Transport.NIO));
        }
        assertThat(database.get(KEY)).isEqualTo(bytes("value"));
    }

    @Test
    void valuesThatDoNotFitAFrameTravelAsWell() {
        byte[] large = new byte[40 << 20];
        large[large.length - 1] = 7;
        try (CairnServer server = start(Transport.AUTO);
                Database remote = Cairn.open("ipc:" + socket())) {
            assertThat(server.instance()).isNotZero();
            remote.put(KEY, large);
            assertThat(remote.get(KEY)).isEqualTo(large);
        }
    }

    @Test
    void closingEndsWaitsAtOnceAndAbortsTransactions() throws Exception {
        CairnServer server = start(Transport.AUTO);
        try (Database remote = Cairn.open("ipc:" + socket())) {
            var transaction = remote.begin();
            transaction.put(KEY, bytes("never"));
            transaction.get(KEY);
            long before = server.counters().get("requests_total");
            CompletableFuture<Throwable> wait = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            remote.await(KEY, Modes.none(), Duration.ofMinutes(5));
                            wait.complete(new AssertionError("there was no such key"));
                        } catch (CairnException | InterruptedException e) {
                            wait.complete(e);
                        }
                    });
            while (server.counters().get("requests_total") == before && !wait.isDone()) {
                Thread.yield();
            }
            long begin = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(server.options().drainTimeout().dividedBy(2));
            // The client looks for another server first, for as long as connecting may take.
            assertThat(wait.get(60, TimeUnit.SECONDS)).isInstanceOf(CairnException.class);
            assertThatThrownBy(transaction::commit).isInstanceOf(CairnException.class);
        }
        assertThat(database.get(KEY)).isNull();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void aServerNeedsADatabaseAndEachStartHasItsNumber() {
        assertThatThrownBy(() -> CairnServer.start(ServerOptions.in(directory), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/databases");
        long first;
        try (CairnServer server = start(Transport.AUTO)) {
            first = server.instance();
        }
        try (CairnServer server = start(Transport.AUTO)) {
            assertThat(server.instance()).isNotEqualTo(first);
        }
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        ServerOptions options = ServerOptions.in(directory);
        ConnectionLimits limits = ConnectionLimits.DEFAULT;
        Map<String, Runnable> wrong =
                Map.of(
                        "/clientsMax", () -> options.withClientsMax(0),
                        "/eventLoops", () -> options.withEventLoops(0),
                        "/idleTimeout", () -> options.withIdleTimeout(Duration.ofNanos(-1)),
                        "/drainTimeout", () -> options.withDrainTimeout(Duration.ofDays(1_000)),
                        "/allowedUids", () -> options.withAllowedUids(Set.of(-1L)),
                        "/sdkSocket", () -> options.withSdkSocket(options.socket()),
                        "/limits/transactionsMax", () -> limits.withTransactionsMax(0),
                        "/limits/watchesMax", () -> limits.withOpenMax(1, 1, 0),
                        "/limits/regionBytesMax", () -> limits.withRegionBytesMax(-1),
                        "/limits/outboundBytesHigh", () -> limits.withOutboundBytes(2, 1));
        wrong.forEach((option, attempt) ->
                assertThatThrownBy(attempt::run)
                        .isInstanceOf(ConfigException.class)
                        .hasMessageStartingWith(option + ":"));
    }

    private static int[] ask(Path socket, byte[] request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request));
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            byte[] header = in.readNBytes(5);
            int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(1);
            byte[] reply = new byte[5 + length];
            System.arraycopy(header, 0, reply, 0, 5);
            in.readFully(reply, 5, length);
            int[] unsigned = new int[reply.length];
            for (int i = 0; i < reply.length; i++) {
                unsigned[i] = Byte.toUnsignedInt(reply[i]);
            }
            return unsigned;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
