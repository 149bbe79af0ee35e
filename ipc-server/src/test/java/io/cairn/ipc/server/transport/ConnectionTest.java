package io.cairn.ipc.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.ipc.server.ServerOptions;
import io.cairn.ipc.server.Transport;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames over real sockets, with every transport that is available. */
class ConnectionTest {

    @TempDir Path directory;

    static Stream<Transport> transports() {
        Stream<Transport> always = Stream.of(Transport.EPOLL, Transport.NIO);
        return IoUring.isAvailable()
                ? Stream.concat(always, Stream.of(Transport.IO_URING))
                : always;
    }

    private ServerOptions options(Transport transport) {
        return ServerOptions.in(directory).withTransport(transport).withSdkSocket(null);
    }

    private RawClient connect() throws IOException {
        return new RawClient(directory.resolve(ServerOptions.SOCKET_NAME));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void framesSplitByteByByteArriveWhole(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            ByteBuffer frame = RawClient.frame(EchoHandler.ECHO, new byte[] {1, 2, 3, 4, 5, 6, 7});
            EchoHandler handler = server.handler();
            while (frame.hasRemaining()) {
                client.send(frame.slice(frame.position(), 1));
                frame.position(frame.position() + 1);
                int sent = frame.position();
                EchoServer.eventually(
                        "byte " + sent, () -> server.counters.read().get("bytes_received") == sent);
            }
            assertThat(client.read().payload()).containsExactly(1, 2, 3, 4, 5, 6, 7);
            assertThat(handler.frames).hasValue(1);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void manyFramesInOneWriteAreAnsweredInOrderAndInFewBatches(Transport transport)
            throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            int count = 5000;
            ByteBuffer all = ByteBuffer.allocate(count * 10);
            for (int i = 0; i < count; i++) {
                all.put(
                        RawClient.frame(
                                EchoHandler.ECHO, ByteBuffer.allocate(4).putInt(i).array()));
            }
            client.send(all.flip());
            for (int i = 0; i < count; i++) {
                assertThat(ByteBuffer.wrap(client.read().payload()).getInt()).isEqualTo(i);
            }
            EchoHandler handler = server.handler();
            assertThat(handler.frames).hasValue(count);
            assertThat(handler.batches.get()).isLessThan(count / 50);
            assertThat(server.counters.read())
                    .containsEntry("requests_total", (long) count)
                    .containsEntry("bytes_received", count * 9L)
                    .containsEntry("bytes_sent", count * 9L)
                    .containsEntry("connections_total", 1L)
                    .containsEntry("connections_active", 1L);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theLongestFrameIsTakenAndOneByteMoreIsNot(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            EchoHandler handler = server.handler();
            int max = 16 << 20;
            byte[] payload = new byte[max];
            payload[0] = 1;
            payload[max - 1] = 2;
            Thread sender =
                    Thread.ofVirtual()
                            .start(() ->
                                    sendQuietly(
                                            client, RawClient.frame(EchoHandler.ECHO, payload)));
            assertThat(client.read().payload()).isEqualTo(payload);
            sender.join();

            // All of the frame can be sent, and the answer read afterwards.
            client.send(RawClient.frame(EchoHandler.ECHO, new byte[max + 1]));
            RawClient.Reply reply = client.read();
            assertThat(reply.opcode()).isEqualTo(EchoHandler.TOO_LONG);
            assertThat(
                            ByteBuffer.wrap(reply.payload())
                                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                    .getLong(1))
                    .isEqualTo(max + 1);
            assertThat(client.atEnd()).isTrue();
            handler.closed.await();
            assertThat(handler.closings).hasValue(1);
            assertThat(server.server.frameMemory().bytes()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theLargestLengthIsAnsweredAndClosed(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            client.send(RawClient.header(EchoHandler.ECHO, -1, 0).flip());
            RawClient.Reply reply = client.read();
            assertThat(reply.opcode()).isEqualTo(EchoHandler.TOO_LONG);
            assertThat(reply.payload()).containsExactly(1, -1, -1, -1, -1, 0, 0, 0, 0);
            assertThat(client.atEnd()).isTrue();
            server.handler().closed.await();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void halfAFrameAndTheEndCloseTheHandler(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport))) {
            RawClient client = connect();
            client.send(RawClient.header(EchoHandler.ECHO, 1 << 20, 100).position(50).flip());
            EchoHandler handler = server.handler();
            EchoServer.eventually("half a frame", () -> server.server.frameMemory().bytes() > 0);
            client.close();
            assertThat(handler.closed.await(2, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            EchoServer.eventually("memory", () -> server.server.frameMemory().bytes() == 0);
            EchoServer.eventually(
                    "the connection is counted off",
                    () -> server.counters.read().get("connections_active") == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void framesWaitWhileTheHandlerIsBusy(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            EchoHandler handler = server.handler();
            ByteBuffer all = ByteBuffer.allocate(100);
            all.put(RawClient.frame(EchoHandler.BLOCK));
            all.put(RawClient.frame(EchoHandler.ECHO, (byte) 1));
            all.put(RawClient.frame(EchoHandler.ECHO, (byte) 2));
            client.send(all.flip());
            handler.blocked.await();
            client.send(RawClient.frame(EchoHandler.ECHO, (byte) 3));
            EchoServer.eventually(
                    "all read", () -> server.counters.read().get("bytes_received") == 5 + 18);
            assertThat(handler.frames).hasValue(1);
            handler.free();
            for (byte i = 1; i <= 3; i++) {
                assertThat(client.read().payload()).containsExactly(i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whatABusyHandlerHoldsBackIsBounded(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            EchoHandler handler = server.handler();
            client.send(RawClient.frame(EchoHandler.BLOCK));
            handler.blocked.await();
            int bytes = 20 << 20;
            int frames = bytes / (1 << 10);
            Thread sender =
                    Thread.ofPlatform()
                            .start(() -> {
                                ByteBuffer frame =
                                        RawClient.frame(EchoHandler.ECHO, new byte[1019]);
                                for (int i = 0; i < frames; i++) {
                                    sendQuietly(client, frame.rewind());
                                }
                            });
            EchoServer.eventually(
                    "reading", () -> server.counters.read().get("bytes_received") > 10_000);
            long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
            while (System.nanoTime() < end) {
                // Far less than what is sent; the rest stays with the client.
                assertThat(server.bufferBytes()).isLessThanOrEqualTo(4 << 20);
                assertThat(server.counters.read().get("bytes_received")).isLessThan(2L << 20);
            }
            handler.free();
            for (int i = 0; i < frames; i++) {
                assertThat(client.read().payload()).hasSize(1019);
            }
            sender.join();
            assertThat(handler.frames).hasValue(frames + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theEndOfABusyConnectionIsNoticed(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport))) {
            RawClient client = connect();
            client.send(RawClient.frame(EchoHandler.BLOCK));
            EchoHandler handler = server.handler();
            handler.blocked.await();
            client.close();
            assertThat(handler.closed.await(2, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void largeRepliesFromBothKindsOfThreadsArriveWhole(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            for (int opcode : List.of(EchoHandler.MAKE, EchoHandler.MAKE_AWAY)) {
                for (int length : List.of(0, 1, 8187, 8188, 32 << 10, 1 << 20, 16 << 20)) {
                    client.send(RawClient.make(opcode, length));
                    byte[] payload = client.read().payload();
                    assertThat(payload).hasSize(length);
                    for (int i = 0; i < length; i += 4096) {
                        assertThat(payload[i]).isEqualTo((byte) (i >> 12));
                    }
                }
            }
            server.handler();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aClientThatNeverReadsCostsBoundedMemory(Transport transport) throws Exception {
        for (int opcode : List.of(EchoHandler.MAKE, EchoHandler.MAKE_AWAY)) {
            try (EchoServer server = new EchoServer(options(transport));
                    RawClient client = connect()) {
                EchoHandler handler = server.handler();
                // In one go: the server stops reading, and the socket has room for few small
                // writes.
                ByteBuffer all = ByteBuffer.allocate(4000 * 9);
                for (int i = 0; i < 4000; i++) {
                    all.put(RawClient.make(opcode, 256 * 1024));
                }
                client.send(all.flip());
                EchoServer.eventually("output", () -> server.bufferBytes() > 1 << 20);
                long most = 0;
                long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
                while (System.nanoTime() < end) {
                    most = Math.max(most, server.bufferBytes());
                    Thread.yield();
                }
                // Of 1,000 MiB asked for. Other threads begin replies whose size shows later.
                assertThat(most)
                        .isLessThanOrEqualTo(opcode == EchoHandler.MAKE ? 6 << 20 : 32 << 20);
                if (opcode == EchoHandler.MAKE) {
                    assertThat(handler.frames.get()).isLessThan(100);
                }
                client.close();
                handler.closed.await();
                EchoServer.eventually("threads let go", () -> handler.stillWaiting.get() == 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aSlowClientGetsEverything(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport));
                RawClient client = connect()) {
            EchoHandler handler = server.handler();
            int count = 400;
            ByteBuffer all = ByteBuffer.allocate(count * 9);
            for (int i = 0; i < count; i++) {
                all.put(
                        RawClient.make(
                                i % 2 == 0 ? EchoHandler.MAKE : EchoHandler.MAKE_AWAY, 100_000));
            }
            client.send(all.flip());
            for (int i = 0; i < count; i++) {
                assertThat(client.read().payload()).hasSize(100_000);
            }
            assertThat(handler.frames).hasValue(count);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aHandlerMayCloseAndMayFail(Transport transport) throws Exception {
        try (EchoServer server = new EchoServer(options(transport))) {
            try (RawClient client = connect()) {
                ByteBuffer both = ByteBuffer.allocate(20);
                both.put(RawClient.frame(EchoHandler.ECHO, (byte) 1));
                client.send(both.put(RawClient.frame(EchoHandler.QUIT)).flip());
                assertThat(client.read().payload()).containsExactly(1);
                assertThat(client.atEnd()).isTrue();
                server.handler().closed.await();
            }
            try (RawClient client = connect()) {
                client.send(RawClient.frame(EchoHandler.FAIL));
                assertThat(client.atEnd()).isTrue();
                server.handler().closed.await();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void silentConnectionsAreClosedAndBusyOnesAreNot(Transport transport) throws Exception {
        ServerOptions options = options(transport).withIdleTimeout(Duration.ofMillis(300));
        try (EchoServer server = new EchoServer(options);
                RawClient silent = connect();
                RawClient half = connect();
                RawClient working = connect();
                RawClient deaf = connect()) {
            half.send(RawClient.header(EchoHandler.ECHO, 10, 5).position(10).flip());
            working.send(RawClient.frame(EchoHandler.WORK));
            deaf.send(RawClient.frame(EchoHandler.WORK));
            deaf.send(RawClient.make(EchoHandler.MAKE, 8 << 20));
            long begin = System.nanoTime();
            assertThat(silent.atEnd()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(Duration.ofMillis(200));
            assertThat(half.atEnd()).isTrue();
            EchoHandler first = server.handler();
            EchoHandler second = server.handler();
            EchoHandler third = server.handler();
            EchoHandler fourth = server.handler();
            first.closed.await();
            second.closed.await();
            fourth.closed.await();
            assertThat(third.closings).hasValue(0);
            third.finish();
            assertThat(working.read().payload()).hasSize(3);
            third.closed.await();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void noTimeoutMeansForEver(Transport transport) throws Exception {
        ServerOptions options = options(transport).withIdleTimeout(Duration.ZERO);
        try (EchoServer server = new EchoServer(options);
                RawClient client = connect()) {
            client.send(RawClient.frame(EchoHandler.ECHO, (byte) 1));
            assertThat(client.read().payload()).containsExactly(1);
            assertThat(server.handler().closings).hasValue(0);
        }
    }

    private static void sendQuietly(RawClient client, ByteBuffer bytes) {
        try {
            client.send(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
