package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who listens at a socket, and whether it answers, within a bounded time. */
class SocketProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path temp;
    private Path socket;

    @BeforeEach
    void name() {
        socket = temp.resolve("s.sock");
    }

    @Test
    void aServerTellsItsProcessAndItsCounters() throws Exception {
        try (FakeServer server = FakeServer.answering(socket, "{\"a\": 1, \"b\": 20000000000}");
                SocketProbe probe = SocketProbe.connect(socket, PATIENCE)) {
            assertThat(server).isNotNull();
            assertThat(probe.holder()).hasValue(ProcessHandle.current().pid());
            assertThat(probe.stats()).isEqualTo(Map.of("a", 1L, "b", 20_000_000_000L));
        }
    }

    @Test
    void nobodyListensAtAMissingAbandonedOrOrdinaryFile() throws Exception {
        assertThat(SocketProbe.connect(socket, PATIENCE)).isNull();
        FakeServer.abandon(socket);
        assertThat(socket).exists();
        assertThat(SocketProbe.connect(socket, PATIENCE)).isNull();
        assertThat(SocketProbe.connect(Files.createFile(temp.resolve("f")), PATIENCE)).isNull();
    }

    @Test
    void otherAnswersAreErrors() throws Exception {
        try (FakeServer server = FakeServer.refusing(socket, "no");
                SocketProbe probe = SocketProbe.connect(socket, PATIENCE)) {
            assertThat(server).isNotNull();
            assertThatThrownBy(probe::stats).hasMessageContaining("opcode 129");
        }
        try (FakeServer server = FakeServer.answering(socket, "{");
                SocketProbe probe = SocketProbe.connect(socket, PATIENCE)) {
            assertThat(server).isNotNull();
            assertThatThrownBy(probe::stats).hasMessageContaining("not valid JSON");
        }
    }

    @Test
    void silenceEndsTheWait() throws Exception {
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(socket), 1);
            try (SocketProbe probe = SocketProbe.connect(socket, Duration.ofMillis(50))) {
                assertThat(probe.holder()).hasValue(ProcessHandle.current().pid());
                assertThatThrownBy(probe::stats).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aFullQueueEndsTheWait() throws Exception {
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(socket), 1);
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    SocketProbe.connect(socket, Duration.ofMillis(50));
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }
}
