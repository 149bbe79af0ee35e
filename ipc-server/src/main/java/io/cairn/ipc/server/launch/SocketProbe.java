package io.cairn.ipc.server.launch;

import io.cairn.config.StrictJson;
import io.cairn.error.ConfigException;
import io.cairn.ipc.protocol.Frame;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who listens at a socket, and whether it answers. Every wait is bounded. Used by one
 * thread; the caller closes it.
 */
final class SocketProbe implements AutoCloseable {

    private static final int STATS = 0x0D;
    private static final int STATS_RESP = 0x86;
    private static final int REPLY_BYTES_MAX = 1 << 20;

    private final Path socket;
    private final SocketChannel channel;
    private final Duration patience;

    private SocketProbe(Path socket, SocketChannel channel, Duration patience) {
        this.socket = socket;
        this.channel = channel;
        this.patience = patience;
    }

    /**
     * Connects, at once: no more may be waiting for the server than the operating system queues.
     *
     * @param socket the path
     * @param patience how long the server may take for an answer
     * @return the connection, or null when nobody listens there
     * @throws IOException when somebody listens but lets nobody in, or the path is forbidden
     */
    static @Nullable SocketProbe connect(Path socket, Duration patience) throws IOException {
        if (!Files.exists(socket)) {
            return null;
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(socket));
            connected = true;
            return new SocketProbe(socket, channel, patience);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Connection refused")) {
                return null;
            }
            throw e;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    /**
     * Returns the process that listens, empty when the operating system does not tell. The JDK does
     * not ask it, hence the other library and a connection of its own.
     */
    OptionalLong holder() throws IOException {
        try (UnixSocketChannel asking = UnixSocketChannel.create()) {
            asking.configureBlocking(false);
            asking.connect(new UnixSocketAddress(new File(socket.toString())));
            Credentials credentials = asking.getOption(UnixSocketOptions.SO_PEERCRED);
            int pid = credentials == null ? 0 : credentials.getPid();
            return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
        }
    }

    /**
     * Asks for the counters.
     *
     * @return names and values
     * @throws IOException when no answer comes in time, or none that a server gives
     */
    Map<String, Long> stats() throws IOException {
        ByteBuffer request = ByteBuffer.allocate(Frame.HEADER_BYTES).put((byte) STATS).putInt(0);
        channel.write(request.flip());
        long end = System.nanoTime() + patience.toNanos();
        ByteBuffer header = read(Frame.HEADER_BYTES, end).order(ByteOrder.LITTLE_ENDIAN);
        int opcode = Byte.toUnsignedInt(header.get());
        long length = Frame.length(header.getInt());
        if (opcode != STATS_RESP || length > REPLY_BYTES_MAX) {
            throw new IOException("unexpected answer: opcode " + opcode + ", " + length + " bytes");
        }
        String json = StandardCharsets.UTF_8.decode(read((int) length, end)).toString();
        Map<String, Long> counters = new TreeMap<>();
        try {
            StrictJson.parse(json)
                    .forEach((name, value) -> {
                        if (value instanceof Number number) {
                            counters.put(name, number.longValue());
                        }
                    });
        } catch (ConfigException e) {
            throw new IOException("unexpected answer: " + e.getMessage(), e);
        }
        return counters;
    }

    private ByteBuffer read(int bytes, long end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer);
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (read < 0) {
                    throw new EOFException("the connection was closed");
                } else if (read == 0 && left <= 0) {
                    throw new SocketTimeoutException("no answer within " + patience);
                } else if (read == 0) {
                    selector.select(left);
                    selector.selectedKeys().clear();
                }
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
