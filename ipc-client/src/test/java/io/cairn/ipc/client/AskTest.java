package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.UnavailableException;
import io.cairn.ipc.client.FakeServer.Incoming;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests whose replies are waited for later, over both kinds of socket. */
final class AskTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void repliesWaitUntilSomebodyWantsThem(TransportKind kind) throws Exception {
        try (FakeServer server = new FakeServer(socket(), AskTest::echo)) {
            Connection connection = Requests.connect(socket(), kind);
            List<Supplier<Reply>> asked = connection.ask(requests(20));
            Thread.sleep(50);
            assertThat(connection.busy()).isEqualTo(20);

            for (int i = 19; i >= 0; i--) {
                assertThat(Requests.text(asked.get(i).get())).isEqualTo("=k" + i);
            }
            assertThat(connection.busy()).isZero();
            connection.close();
            assertThat(server.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void anotherThreadMayWait(TransportKind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (FakeServer server =
                        new FakeServer(
                                socket(),
                                client -> {
                                    Incoming first = client.next();
                                    answer.await();
                                    client.reply(first.number(), Requests.value("late"));
                                    echo(client);
                                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Connection connection = Requests.connect(socket(), kind);
            Supplier<Reply> asked = connection.ask(requests(1)).getFirst();
            Future<Reply> there = threads.submit(asked::get);
            Thread.sleep(20);
            assertThat(there.isDone()).isFalse();
            answer.countDown();

            assertThat(Requests.text(there.get())).isEqualTo("late");
            assertThat(Requests.text(connection.call(Requests.get("k")))).isEqualTo("=k");
            connection.close();
            assertThat(server.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void theTimeForAReplyBeginsWhenItIsWaitedFor(TransportKind kind) throws Exception {
        try (FakeServer _ =
                new FakeServer(
                        socket(),
                        client -> {
                            echoOnce(client);
                            client.next();
                            client.next();
                        })) {
            Connection connection = Requests.connect(socket(), kind, "300ms");
            List<Supplier<Reply>> asked = connection.ask(requests(2));
            Thread.sleep(600);

            assertThat(Requests.text(asked.getFirst().get())).isEqualTo("=k0");
            assertThatThrownBy(asked.get(1)::get)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no reply in time");
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aLossIsToldToWhoWaitsLater(TransportKind kind) throws Exception {
        try (FakeServer _ = new FakeServer(socket(), AskTest::echoOnce)) {
            Connection connection = Requests.connect(socket(), kind);
            List<Supplier<Reply>> asked = connection.ask(requests(2));

            assertThat(Requests.text(asked.getFirst().get())).isEqualTo("=k0");
            assertThatThrownBy(asked.get(1)::get).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> connection.ask(requests(1)))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    private static List<Request> requests(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(Requests.get("k" + i));
        }
        return requests;
    }

    private static void echo(FakeServer.Client client) throws Exception {
        while (true) {
            echoOnce(client);
        }
    }

    private static void echoOnce(FakeServer.Client client) throws Exception {
        Incoming next = client.next();
        client.reply(next.number(), Requests.value("=" + Requests.key(next.request())));
    }

    private Path socket() {
        return directory.resolve("s");
    }
}
