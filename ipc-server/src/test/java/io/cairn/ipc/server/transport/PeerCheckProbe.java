package io.cairn.ipc.server.transport;

import io.cairn.ipc.server.ServerOptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;

/** Connects to itself and shows what checks say of this process. */
final class PeerCheckProbe {

    volatile boolean strict;
    volatile boolean listed;

    PeerCheckProbe(ServerOptions options, PeerCheck strictCheck, PeerCheck listedCheck)
            throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        EventLoops loops = EventLoops.start(options.transport(), 1);
        Listening listening =
                loops.listen(
                        options.socket(),
                        WriteBufferWaterMark.DEFAULT,
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) throws IOException {
                                strict = strictCheck.identify(channel).admitted();
                                listed = listedCheck.identify(channel).admitted();
                                asked.countDown();
                            }
                        });
        try (RawClient client = new RawClient(options.socket())) {
            asked.await();
        } finally {
            listening.close();
            loops.stop();
            Files.deleteIfExists(options.socket());
        }
    }
}
