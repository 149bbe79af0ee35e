package io.cairn.ipc.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.ipc.server.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How sockets are set up. */
class EventLoopsTest {

    private static final Path LARGEST = Path.of("/proc/sys/net/core/wmem_max");

    @TempDir Path directory;

    static Stream<Transport> transports() {
        return ConnectionTest.transports();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aSocketHoldsALongPieceOfAReply(Transport transport) throws Exception {
        int granted = Math.min(512 << 10, largest());
        CompletableFuture<Integer> held = new CompletableFuture<>();
        EventLoops loops = EventLoops.start(transport, 1);
        Path path = directory.resolve("socket");
        Listening listening =
                loops.listen(
                        path,
                        WriteBufferWaterMark.DEFAULT,
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                held.complete(channel.config().getOption(ChannelOption.SO_SNDBUF));
                            }
                        });
        try (RawClient _ = new RawClient(path)) {
            assertThat(held.get(20, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(granted);
        } finally {
            listening.close();
            loops.stop();
        }
    }

    /** Reads it in one go: the file gives its text to the first read only. */
    private static int largest() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(LARGEST)) {
            return Integer.parseInt(reader.readLine().strip());
        }
    }
}
