package io.cairn.ipc.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A socket of the JDK. */
final class JdkTransport extends SelectorTransport {

    /**
     * The most bytes of a heap buffer given to the JDK at once, which copies them through memory
     * that it keeps for each thread.
     */
    private static final int HEAP_BYTES_MAX = 256 * 1024;

    private JdkTransport(SocketChannel channel) throws IOException {
        super(channel);
    }

    static Transport open(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            connected = channel.connect(UnixDomainSocketAddress.of(socket));
        } finally {
            if (!connected) {
                closeQuietly(channel);
            }
        }
        if (!connected) {
            throw new BusyListenerException();
        }
        return new JdkTransport(channel);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return target.isDirect()
                ? super.read(target)
                : Slices.read(super::read, target, HEAP_BYTES_MAX);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return source.isDirect()
                ? super.write(source)
                : Slices.write(super::write, source, HEAP_BYTES_MAX);
    }

    @Override
    public boolean holdsCarrier() {
        return false;
    }
}
