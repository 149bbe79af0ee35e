package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.ipc.client.FakeServer.Incoming;
import io.cairn.ipc.protocol.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Virtual threads as callers. */
final class VirtualThreadsTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void shareAConnection(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
            Connection connection = Requests.connect(socket(), kind);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Reply>> all = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    all.add(
                            threads.submit(() -> {
                                connection.call(Requests.put("k", new byte[10_000]));
                                return connection.call(Requests.get("k"));
                            }));
                }
                for (Future<Reply> each : all) {
                    assertThat(each.get()).isInstanceOf(Reply.Done.class);
                }
            }
            assertThat(connection.busy()).isZero();
            connection.close();
        }
    }

    /** More virtual threads wait than there are carriers, each on a connection of its own. */
    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void leaveTheirCarriersToOthersWhileTheyWait(TransportKind kind) throws Exception {
        int waiting = 2 * Runtime.getRuntime().availableProcessors() + 4;
        CountDownLatch arrived = new CountDownLatch(waiting);
        CountDownLatch answer = new CountDownLatch(1);
        try (FakeServer server =
                        new FakeServer(
                                socket(),
                                client -> {
                                    Incoming next = client.next();
                                    arrived.countDown();
                                    answer.await();
                                    client.reply(next.number(), new Reply.Done());
                                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> all = new ArrayList<>();
            for (int i = 0; i < waiting; i++) {
                Connection connection = Requests.connect(socket(), kind);
                all.add(
                        threads.submit(() -> {
                            try {
                                return connection.call(Requests.get("k"));
                            } finally {
                                connection.close();
                            }
                        }));
            }
            arrived.await();
            CompletableFuture<String> other = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> other.complete("ran"));
            assertThat(other.get()).isEqualTo("ran");
            answer.countDown();
            for (Future<Reply> each : all) {
                assertThat(each.get()).isInstanceOf(Reply.Done.class);
            }
        }
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
