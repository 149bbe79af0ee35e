package io.cairn.compat.sochdb;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Unix-domain socket that sends and receives whole frames, each within a deadline. Used by one
 * thread at a time; the client closes it.
 *
 * <p>The channel does not block: only so can a wait end in time.
 */
final class FrameSocket implements AutoCloseable {

    /** How long to wait before the next try when the server's queue of connections is full. */
    private static final long RETRY_MILLIS = 5;

    /** The first size of the buffer for payloads; it grows as bytes arrive, not as announced. */
    private static final int CHUNK_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long timeoutNanos;

    private FrameSocket(SocketChannel channel, Selector selector, long timeoutNanos)
            throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.timeoutNanos = timeoutNanos;
        this.key = channel.register(selector, 0);
    }

    /**
     * Connects.
     *
     * @throws UnavailableException when nobody answers in time
     */
    static FrameSocket connect(Path path, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
            while (true) {
                FrameSocket socket = tryConnect(address, timeout.toNanos(), deadline);
                if (socket != null) {
                    return socket;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnavailableException(
                    ErrorCode.DISCONNECTED,
                    "cannot connect to the server's socket; is the server running?",
                    e,
                    "socket",
                    path,
                    "reason",
                    e.getMessage());
        }
    }

    /** Returns null when the server's queue is full, after a short wait. */
    private static @Nullable FrameSocket tryConnect(
            UnixDomainSocketAddress address, long timeoutNanos, long deadline) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        @Nullable Selector selector = null;
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            selector = Selector.open();
            FrameSocket socket = new FrameSocket(channel, selector, timeoutNanos);
            if (!socket.connected(address, deadline)) {
                return null;
            }
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                channel.close();
                if (selector != null) {
                    selector.close();
                }
            }
        }
    }

    private boolean connected(UnixDomainSocketAddress address, long deadline) throws IOException {
        try {
            if (!channel.connect(address)) {
                do {
                    await(SelectionKey.OP_CONNECT, deadline);
                } while (!channel.finishConnect());
            }
            return true;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.contains("temporarily unavailable")
                    || System.nanoTime() - deadline >= 0
                    || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            key.interestOps(0);
            selector.select(RETRY_MILLIS);
            return false;
        }
    }

    /** Returns by when a call that begins at this moment must end. */
    long deadline() {
        return System.nanoTime() + timeoutNanos;
    }

    /** Sends bytes completely. */
    void send(ByteBuffer bytes, long deadline) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /**
     * Receives a frame.
     *
     * @return the opcode at index 0, then the payload
     */
    ByteBuffer receive(long deadline) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(header, deadline);
        long length = Frame.length(header.getInt(1));
        if (length > Frame.PAYLOAD_BYTES_MAX) {
            throw new IOException(
                    "message too large: "
                            + length
                            + " bytes, allowed are "
                            + Frame.PAYLOAD_BYTES_MAX);
        }
        int total = 1 + (int) length;
        ByteBuffer frame = ByteBuffer.allocate(Math.min(total, CHUNK_BYTES)).put(header.get(0));
        fill(frame, deadline);
        while (frame.capacity() < total) {
            int capacity = (int) Math.min(total, 4L * frame.capacity());
            frame = ByteBuffer.allocate(capacity).put(frame.flip());
            fill(frame, deadline);
        }
        return frame.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void fill(ByteBuffer buffer, long deadline) throws IOException {
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer);
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
    }

    private void await(int operation, long deadline) throws IOException {
        key.interestOps(operation);
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new InterruptedIOException("no answer within the timeout");
        }
        selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the thread was interrupted");
        }
    }

    @Override
    public void close() {
        try (selector;
                channel) {
            key.cancel();
        } catch (IOException e) {
            System.getLogger("io.cairn.compat.sochdb")
                    .log(System.Logger.Level.DEBUG, "closing a socket failed", e);
        }
    }
}
