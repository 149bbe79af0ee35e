package io.cairn.ipc.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.client.FakeServer.Incoming;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections end, and what those learn who use them. */
final class ConnectionLossTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void tellsEverybodyThatTheServerDied(TransportKind kind) throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            for (int i = 0; i < 5; i++) {
                                client.next();
                            }
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<Reply>> all = new ArrayList<>();
                all.add(connection.send(Requests.get("future")));
                for (int t = 0; t < 4; t++) {
                    all.add(threads.submit(() -> connection.call(Requests.get("k"))));
                }
                for (Future<Reply> each : all) {
                    assertThatThrownBy(each::get)
                            .cause()
                            .isInstanceOf(UnavailableException.class)
                            .hasMessageContaining(Loss.CLOSED_BY_SERVER)
                            .hasMessageContaining("request=GET")
                            .hasMessageContaining("sent=maybe");
                }
            }
            assertThat(connection.isOpen()).isFalse();
            assertThat(lost(connection, "sent=no").context())
                    .containsEntry("socket", socket().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void hearsOutAServerThatAnswersAndCloses(TransportKind kind) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            client.reply(client.next().number(), Requests.value("last words"));
                            client.close();
                            gone.countDown();
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Reply> first = connection.send(Requests.get("a"));
            assertThat(Requests.text(first.get())).isEqualTo("last words");
            gone.await();
            lost(connection, "sent=no");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void saysThatNothingWasSentWhenTheServerHadGoneBefore(TransportKind kind) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            client.close();
                            gone.countDown();
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            gone.await();
            UnavailableException e = lost(connection, Loss.CLOSED_BY_SERVER);
            assertThat(e.context()).containsEntry(Loss.SENT, Loss.NO);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void givesUpWhenNoReplyComes(TransportKind kind) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(socket(), client -> end.await())) {
            Connection connection = Requests.connect(socket(), kind, "50ms");
            CompletableFuture<Reply> future = connection.send(Requests.get("future"));
            UnavailableException e = lost(connection, "no reply in time");
            assertThat(e.context())
                    .containsEntry("timeout", "PT0.05S")
                    .containsEntry("late", "GET")
                    .containsEntry("sent", "maybe");
            assertThat(future).failsWithin(Duration.ofSeconds(60));
            end.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void givesUpOnAFutureThatNobodyWaitsFor(TransportKind kind) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(socket(), client -> end.await())) {
            Connection connection = Requests.connect(socket(), kind, "50ms");
            CompletableFuture<Reply> future = connection.send(Requests.get("a"));
            assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("no reply in time");
            end.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JDK,0x55,100,'opcode=0x55, payload=hello'",
        "JNR,0x55,100,'opcode=0x55, payload=hello'",
        "JDK,0x81,100,'refused the connection [socket='",
        "JDK,0x81,100,'reason=hello'",
        "JDK,0x93,-1,actual=4294967295",
        "JNR,0x93,-1,actual=4294967295",
        "JDK,0x93,16777217,actual=16777217",
        "JDK,0x93,3,without a request number",
        "JDK,0x95,9,could not be decoded",
        "JDK,0x92,9,could not be decoded",
    })
    void refusesWhatIsNoReply(TransportKind kind, String opcode, int length, String message)
            throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            ByteBuffer frame =
                                    ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
                            frame.put((byte) Integer.decode(opcode).intValue()).putInt(length);
                            if (length == 100) {
                                frame.put("hello".getBytes(US_ASCII));
                            } else {
                                frame.putInt(client.next().number()).putInt(7).put((byte) 9);
                            }
                            client.write(frame.flip());
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            lost(connection, message);
            assertThat(server.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void refusesAReplyToNoRequest(TransportKind kind) throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            client.reply(client.next().number() + 1, new Reply.Done());
                            FakeServer.answerAll(client);
                        })) {
            lost(Requests.connect(socket(), kind), "not under way");
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void refusesASecondReplyToARequest(TransportKind kind) throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            int answered = client.next().number();
                            client.reply(answered, new Reply.Done());
                            client.next();
                            client.reply(answered, new Reply.Done());
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            connection.call(Requests.get("a"));
            lost(connection, "not under way");
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK,20", "JNR,20", "JDK,100000", "JNR,100000"})
    void saysThatTheServerDiedInTheMiddleOfAReply(TransportKind kind, int size) throws Exception {
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            Incoming next = client.next();
                            ByteBuffer half = ByteBuffer.allocate(9 + 1 + size / 2);
                            half.order(ByteOrder.LITTLE_ENDIAN);
                            half.put((byte) 0x93).putInt(5 + size).putInt(next.number());
                            client.write(half.put((byte) 1).clear());
                        })) {
            UnavailableException e = lost(Requests.connect(socket(), kind), Loss.CLOSED_BY_SERVER);
            assertThat(e.context())
                    .containsEntry("halfReplyBytes", Integer.toString(10 + size / 2));
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void waitsForTheRestOfAReplyThatComesInPieces(TransportKind kind) throws Exception {
        byte[] value = ConnectionTest.filled(40_000);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            WireWriter out = new WireWriter(64);
                            new Reply.Value(value).encodeFrame(out, client.next().number());
                            ByteBuffer all = out.buffer().flip();
                            int[] cuts = {1, 4, 5, 8, 9, 10, 11, 20_000, all.limit()};
                            for (int cut : cuts) {
                                client.write(all.limit(cut));
                                // Another thread's turn, so that the pieces likely arrive one by
                                // one; the test holds either way.
                                Thread.yield();
                            }
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            assertThat(((Reply.Value) connection.call(Requests.get("a"))).value()).isEqualTo(value);
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void endsCallsWhenItIsClosedHere(TransportKind kind) throws Exception {
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
            Connection connection = Requests.connect(socket(), kind);
            try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
                Future<Reply> call = threads.submit(() -> connection.call(Requests.get("a")));
                arrived.await();
                connection.close();
                assertThatThrownBy(call::get).cause().isInstanceOf(ClosedException.class);
            }
            assertThatThrownBy(() -> connection.call(Requests.get("b")))
                    .isInstanceOf(ClosedException.class);
            assertThat(connection.send(Requests.get("c"))).failsWithin(Duration.ofSeconds(60));
            end.countDown();
        }
    }

    /** The connection's own thread finds the first one late when the caller does the second. */
    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void twoThatAreLateAtOnceBothSaySo(TransportKind kind) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(socket(), client -> end.await())) {
            for (int i = 0; i < 40; i++) {
                Connection connection = Requests.connect(socket(), kind, "3ms");
                CompletableFuture<Reply> future = connection.send(Requests.get("future"));
                lost(connection, "no reply in time");
                assertThat(future).failsWithin(Duration.ofSeconds(60));
            }
            end.countDown();
        }
    }

    private static UnavailableException lost(Connection connection, String message) {
        UnavailableException e =
                catchThrowableOfType(
                        UnavailableException.class, () -> connection.call(Requests.get("k")));
        assertThat(e).isNotNull().hasMessageContaining(message);
        assertThat(e.code()).isEqualTo(ErrorCode.DISCONNECTED);
        assertThat(connection.isOpen()).isFalse();
        return e;
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
