package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ConflictException;
import io.cairn.error.LimitException;
import io.cairn.ipc.client.FakeServer.Incoming;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and replies of one connection, over both kinds of socket. */
final class ConnectionTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void readsTheReplyItself(TransportKind kind) throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            while (true) {
                                Incoming next = client.next();
                                client.reply(
                                        next.number(),
                                        Requests.value("=" + Requests.key(next.request())));
                            }
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            for (int i = 0; i < 1000; i++) {
                assertThat(Requests.text(connection.call(Requests.get("k" + i))))
                        .isEqualTo("=k" + i);
            }
            assertThat(connection.busy()).isZero();
            connection.close();
            assertThat(server.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void takesRepliesInAnyOrder(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), client -> reversed(client, 50))) {
            Connection connection = Requests.connect(socket(), kind);
            List<CompletableFuture<Reply>> futures = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                futures.add(connection.send(Requests.get("k" + i)));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(Requests.text(futures.get(i).get())).isEqualTo("=k" + i);
            }
            connection.close();
        }
    }

    /** Answers so many requests only when all are there, the last one first. */
    private static void reversed(FakeServer.Client client, int requests) throws Exception {
        while (true) {
            List<Incoming> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                all.add(client.next());
            }
            Collections.reverse(all);
            for (Incoming each : all) {
                client.reply(each.number(), Requests.value("=" + Requests.key(each.request())));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void sendsEarlierRequestsWithTheLastAndThrowsTheFirstFailure(TransportKind kind)
            throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            List<Incoming> all =
                                    List.of(client.next(), client.next(), client.next());
                            client.reply(all.get(2).number(), Requests.value("last"));
                            client.reply(all.get(1).number(), failed("second"));
                            client.reply(all.get(0).number(), failed("first"));
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            assertThatThrownBy(() ->
                            connection.call(
                                    List.of(Requests.get("a"), Requests.get("b")),
                                    Requests.get("c")))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("first");
            assertThat(connection.call(Requests.get("d"))).isInstanceOf(Reply.Done.class);
            connection.close();
        }
    }

    private static Reply failed(String text) {
        return new Reply.Failed(ErrorBody.of(new ConflictException(text)));
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void servesManyThreadsAtOnce(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), client -> reversed(client, 8))) {
            Connection connection = Requests.connect(socket(), kind);
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<?>> all = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    String name = "t" + t + "-";
                    all.add(threads.submit(() -> callMany(connection, name)));
                }
                for (Future<?> each : all) {
                    each.get();
                }
            }
            assertThat(connection.isOpen()).isTrue();
            connection.close();
        }
    }

    private static void callMany(Connection connection, String name) {
        for (int i = 0; i < 500; i++) {
            assertThat(Requests.text(connection.call(Requests.get(name + i))))
                    .isEqualTo("=" + name + i);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void letsWhatDependsOnAFutureUseTheConnection(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Reply> chained =
                    connection
                            .send(Requests.get("a"))
                            .thenApply(reply -> connection.call(Requests.get("b")))
                            .thenCompose(reply -> connection.send(Requests.get("c")));
            assertThat(chained.get()).isInstanceOf(Reply.Done.class);
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void refusesMoreRequestsThanItsLimitAndGoesOn(TransportKind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            List<Incoming> held = new CopyOnWriteArrayList<>();
                            List<Incoming> all = new ArrayList<>();
                            for (int i = 0; i < Outstanding.REQUESTS_MAX; i++) {
                                all.add(client.next());
                            }
                            held.addAll(all);
                            answer.await();
                            for (Incoming each : held) {
                                client.reply(each.number(), new Reply.Done());
                            }
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            List<CompletableFuture<Reply>> futures = new ArrayList<>();
            for (int i = 0; i < Outstanding.REQUESTS_MAX; i++) {
                futures.add(connection.send(Requests.get("k")));
            }
            assertThatThrownBy(() -> connection.call(Requests.get("one too many")))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("max=16384");
            assertThat(connection.send(Requests.get("one too many")))
                    .failsWithin(Duration.ofSeconds(1));
            answer.countDown();
            for (CompletableFuture<Reply> future : futures) {
                assertThat(future.get()).isInstanceOf(Reply.Done.class);
            }
            assertThat(connection.call(Requests.get("k"))).isInstanceOf(Reply.Done.class);
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void sendsNothingOfAWaitThatIsLongerThanAFrame(TransportKind kind) throws Exception {
        List<Opcode> seen = new CopyOnWriteArrayList<>();
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            while (true) {
                                Incoming next = client.next();
                                seen.add(next.request().opcode());
                                client.reply(next.number(), new Reply.Done());
                            }
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            Request wait = Requests.await("k".repeat(17 << 20), Duration.ofSeconds(1));
            assertThatThrownBy(() -> connection.callInterruptibly(wait, 0))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("request=AWAIT");
            connection.call(Requests.put("c", new byte[1]));
            assertThat(seen).containsExactly(Opcode.PUT);
            assertThat(connection.busy()).isZero();
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void carriesValuesOfEverySize(TransportKind kind) throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            while (true) {
                                Incoming next = client.next();
                                int size = Integer.parseInt(Requests.key(next.request()));
                                client.reply(next.number(), new Reply.Value(filled(size)));
                            }
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            for (int size : new int[] {0, 1, 16_374, 16_375, 65_525, 65_526, 65_527, 70_000}) {
                assertThat(value(connection, size)).as("%d bytes", size).isEqualTo(filled(size));
            }
            for (int size : new int[] {1 << 20, (16 << 20) - 5}) {
                assertThat(value(connection, size)).as("%d bytes", size).isEqualTo(filled(size));
            }
            connection.close();
        }
    }

    private static byte[] value(Connection connection, int size) {
        return ((Reply.Value) connection.call(Requests.get(Integer.toString(size)))).value();
    }

    static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void carriesLongRepliesOfOtherKinds(TransportKind kind) throws Exception {
        List<byte[]> values = List.of(filled(100_000), filled(3), filled(50_000));
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            int number = client.next().number();
                            client.reply(number, new Reply.Page(null, 5, filled(200_000)));
                            client.reply(client.next().number(), new Reply.Values(values));
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            Reply.Page page = (Reply.Page) connection.call(Requests.get("page"));
            assertThat(page.end()).isNull();
            assertThat(page.count()).isEqualTo(5);
            assertThat(page.entries()).isEqualTo(filled(200_000));
            Reply.Values answer = (Reply.Values) connection.call(Requests.get("values"));
            assertThat(answer.values()).containsExactlyElementsOf(values);
            connection.close();
        }
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
