package io.cairn.ipc.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;

/**
 * A socket of jnr-unixsocket. Its waits are native calls that hold the carrier of a virtual thread,
 * so only platform threads wait on it; reads and writes do not wait and are for any thread.
 */
final class JnrTransport extends SelectorTransport {

    private static final int SLICE_BYTES_MIN = 8 * 1024;
    private static final int SLICE_BYTES_MAX = 256 * 1024;

    /**
     * How much to read at once. The library allocates as much as it is asked for, so that this
     * follows what arrives. Only for the thread that reads.
     */
    private int slice = SLICE_BYTES_MIN;

    private JnrTransport(UnixSocketChannel channel) throws IOException {
        super(channel);
    }

    static Transport open(Path socket) throws IOException {
        UnixSocketChannel channel = UnixSocketChannel.create();
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            connected = channel.connect(new UnixSocketAddress(socket.toString()));
        } finally {
            if (!connected) {
                closeQuietly(channel);
            }
        }
        if (!connected) {
            throw new BusyListenerException();
        }
        return new JnrTransport(channel);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = Slices.read(super::read, target, slice);
        if (read == slice) {
            slice = Math.min(SLICE_BYTES_MAX, 2 * slice);
        } else if (read < slice / 4) {
            slice = Math.max(SLICE_BYTES_MIN, slice / 2);
        }
        return read;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return Slices.write(super::write, source, SLICE_BYTES_MAX);
    }

    @Override
    public boolean holdsCarrier() {
        return true;
    }
}
