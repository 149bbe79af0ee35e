package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.UnavailableException;
import io.cairn.ipc.client.FakeServer.Incoming;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WriteRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Full sockets. The servers here read nothing while they write, so that a client which wrote
 * without reading would wait for ever.
 */
final class BackPressureTest {

    private static final byte[] BIG = ConnectionTest.filled(200_000);

    @TempDir Path directory;

    /** Sends back each value before it reads the next request. */
    private static void echo(FakeServer.Client client) throws Exception {
        while (true) {
            Incoming next = client.next();
            client.reply(
                    next.number(), new Reply.Value(((WriteRequest.Put) next.request()).value()));
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void oneThreadWritesMoreThanBothSocketsHold(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), BackPressureTest::echo)) {
            Connection connection = Requests.connect(socket(), kind);
            List<Request> earlier = Collections.nCopies(50, Requests.put("k", BIG));
            Reply last = connection.call(earlier, Requests.put("k", BIG));
            assertThat(((Reply.Value) last).value()).isEqualTo(BIG);
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void manyThreadsWriteMoreThanBothSocketsHold(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), BackPressureTest::echo)) {
            Connection connection = Requests.connect(socket(), kind);
            try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
                List<Future<?>> all = new ArrayList<>();
                for (int t = 0; t < 6; t++) {
                    all.add(threads.submit(() -> echoMany(connection)));
                }
                for (Future<?> each : all) {
                    each.get();
                }
            }
            connection.close();
        }
    }

    private static void echoMany(Connection connection) {
        for (int i = 0; i < 30; i++) {
            byte[] value = ConnectionTest.filled(100_000 + 1000 * i);
            Reply reply = connection.call(Requests.put("k", value));
            assertThat(((Reply.Value) reply).value()).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void futuresWriteMoreThanBothSocketsHold(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), BackPressureTest::echo)) {
            Connection connection = Requests.connect(socket(), kind);
            List<CompletableFuture<Reply>> futures = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                futures.add(connection.send(Requests.put("k", BIG)));
            }
            for (CompletableFuture<Reply> future : futures) {
                assertThat(((Reply.Value) future.get()).value()).isEqualTo(BIG);
            }
            connection.close();
        }
    }

    /** The reader sleeps, as nothing comes, when another thread finds the socket full. */
    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void theReaderWritesWhatAnotherThreadCouldNot(TransportKind kind) throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            Incoming first = client.next();
                            waits.countDown();
                            Incoming second = client.next();
                            client.reply(second.number(), new Reply.Done());
                            client.reply(first.number(), new Reply.Done());
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Reply> first = new CompletableFuture<>();
            Thread reader = InterruptTest.run(first, () -> connection.call(Requests.get("waits")));
            waits.await();
            while (!inNativeWait(reader)) {
                Thread.onSpinWait();
            }
            Reply second = connection.call(Requests.put("k", new byte[5_000_000]));
            assertThat(second).isInstanceOf(Reply.Done.class);
            assertThat(first.get()).isInstanceOf(Reply.Done.class);
            connection.close();
        }
    }

    /** Room comes by the reader's writes, while no reply lets anybody else have a turn. */
    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aThreadThatWaitsForRoomLearnsOfItFromTheReader(TransportKind kind) throws Exception {
        int puts = 30;
        CountDownLatch waits = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            List<Incoming> all = new ArrayList<>();
                            all.add(client.next());
                            waits.countDown();
                            for (int i = 0; i < puts; i++) {
                                all.add(client.next());
                            }
                            for (Incoming each : all) {
                                client.reply(each.number(), new Reply.Done());
                            }
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Reply> first = new CompletableFuture<>();
            Thread reader = InterruptTest.run(first, () -> connection.call(Requests.get("waits")));
            waits.await();
            while (!inNativeWait(reader)) {
                Thread.onSpinWait();
            }
            List<CompletableFuture<Reply>> futures = new ArrayList<>();
            for (int i = 0; i < puts; i++) {
                futures.add(connection.send(Requests.put("k", BIG)));
            }
            for (CompletableFuture<Reply> future : futures) {
                assertThat(future.get()).isInstanceOf(Reply.Done.class);
            }
            assertThat(first.get()).isInstanceOf(Reply.Done.class);
            connection.close();
        }
    }

    private static boolean inNativeWait(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(SelectorTransport.class.getName()));
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aServerThatDoesNotReadCostsBoundedMemoryAndTime(TransportKind kind) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(socket(), client -> end.await())) {
            Connection connection = Requests.connect(socket(), kind, "200ms");
            List<CompletableFuture<Reply>> futures = new ArrayList<>();
            int sent = 0;
            while (connection.isOpen()) {
                futures.add(connection.send(Requests.put("k", BIG)));
                sent++;
            }
            assertThat((long) sent * BIG.length)
                    .as("bytes encoded before the connection was given up")
                    .isLessThan(Output.BACKLOG_BYTES_MAX + 3_000_000L);
            for (CompletableFuture<Reply> future : futures) {
                assertThatThrownBy(future::get).cause().isInstanceOf(UnavailableException.class);
            }
            assertThatThrownBy(futures.getFirst()::get).hasMessageContaining("sent=maybe");
            assertThatThrownBy(futures.getLast()::get).hasMessageContaining("sent=no");
            end.countDown();
        }
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
