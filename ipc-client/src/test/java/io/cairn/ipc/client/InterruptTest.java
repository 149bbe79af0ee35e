package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.UnavailableException;
import io.cairn.error.WaitTimeoutException;
import io.cairn.ipc.client.FakeServer.Incoming;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WaitRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interrupts neither close a connection nor get lost. */
final class InterruptTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aCallGoesOnAndKeepsTheFlag(TransportKind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            Incoming next = client.next();
                            arrived.countDown();
                            answer.await();
                            client.reply(next.number(), Requests.value("v"));
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller =
                    run(
                            flag,
                            () -> {
                                Reply reply = connection.call(Requests.get("a"));
                                assertThat(Requests.text(reply)).isEqualTo("v");
                                return Thread.interrupted();
                            });
            arrived.await();
            caller.interrupt();
            caller.interrupt();
            answer.countDown();
            assertThat(flag.get()).as("the flag after the call").isTrue();
            assertThat(connection.call(Requests.get("b"))).isInstanceOf(Reply.Done.class);
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aCallOfAnInterruptedThreadWorks(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), FakeServer::answerAll)) {
            Connection connection = Requests.connect(socket(), kind);
            Thread.currentThread().interrupt();
            for (int i = 0; i < 100; i++) {
                connection.call(Requests.put("k", new byte[100_000]));
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(connection.isOpen()).isTrue();
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aWaitIsCancelledAtTheServer(TransportKind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            Incoming wait = client.next();
                            arrived.countDown();
                            Incoming cancel = client.next();
                            assertThat(cancel.request())
                                    .isEqualTo(new WaitRequest.Cancel(wait.number()));
                            client.reply(
                                    wait.number(),
                                    new Reply.Failed(
                                            ErrorBody.of(new WaitTimeoutException("cancelled"))));
                            client.reply(cancel.number(), new Reply.Done());
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = run(interrupted, () -> interruptedWait(connection));
            arrived.await();
            caller.interrupt();
            assertThat(interrupted.get()).as("the flag after the exception").isFalse();
            assertThat(connection.call(Requests.get("b"))).isInstanceOf(Reply.Done.class);
            assertThat(server.failures).isEmpty();
            connection.close();
        }
    }

    private static boolean interruptedWait(Connection connection) {
        assertThatThrownBy(() ->
                        connection.callInterruptibly(Requests.await("k", LONG), LONG.toNanos()))
                .isInstanceOf(InterruptedException.class);
        return Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aWaitThatSucceededMeanwhileIsNotLost(TransportKind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            Incoming wait = client.next();
                            arrived.countDown();
                            client.reply(client.next().number(), new Reply.Done());
                            client.reply(wait.number(), new Reply.Flag(true));
                            FakeServer.answerAll(client);
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller =
                    run(
                            interrupted,
                            () -> {
                                Reply reply =
                                        connection.callInterruptibly(
                                                Requests.await("k", LONG), LONG.toNanos());
                                assertThat(reply).isEqualTo(new Reply.Flag(true));
                                return Thread.interrupted();
                            });
            arrived.await();
            caller.interrupt();
            assertThat(interrupted.get()).as("the flag after the reply").isTrue();
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aServerThatDoesNotCancelIsGivenUp(TransportKind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            client.next();
                            arrived.countDown();
                            client.reply(client.next().number(), new Reply.Done());
                            end.await();
                        })) {
            Connection connection = Requests.connect(socket(), kind, "100ms");
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller =
                    run(
                            interrupted,
                            () -> {
                                assertThatThrownBy(() ->
                                                connection.callInterruptibly(
                                                        Requests.await("k", LONG), LONG.toNanos()))
                                        .isInstanceOf(UnavailableException.class)
                                        .hasMessageContaining("no reply in time");
                                return Thread.interrupted();
                            });
            arrived.await();
            caller.interrupt();
            assertThat(interrupted.get()).isTrue();
            end.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aReaderThatIsInterruptedLetsAnotherRead(TransportKind kind) throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (FakeServer server =
                new FakeServer(
                        socket(),
                        client -> {
                            Incoming wait = client.next();
                            Incoming get = client.next();
                            both.countDown();
                            Incoming cancel = client.next();
                            client.reply(cancel.number(), new Reply.Done());
                            client.reply(
                                    wait.number(),
                                    new Reply.Failed(
                                            ErrorBody.of(new WaitTimeoutException("cancelled"))));
                            cancelled.await();
                            client.reply(get.number(), Requests.value("v"));
                        })) {
            Connection connection = Requests.connect(socket(), kind);
            CompletableFuture<Boolean> waiter = new CompletableFuture<>();
            Thread first = run(waiter, () -> interruptedWait(connection));
            while (connection.busy() < 1) {
                Thread.onSpinWait();
            }
            CompletableFuture<String> getter = new CompletableFuture<>();
            run(getter, () -> Requests.text(connection.call(Requests.get("k"))));
            both.await();
            first.interrupt();
            assertThat(waiter.get()).isFalse();
            cancelled.countDown();
            assertThat(getter.get()).isEqualTo("v");
            connection.close();
        }
    }

    /** Runs something on a platform thread, and completes a future with what came of it. */
    static <T> Thread run(CompletableFuture<T> result, Callable<T> body) {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        result.complete(body.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
