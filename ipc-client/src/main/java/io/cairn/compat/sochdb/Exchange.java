package io.cairn.compat.sochdb;

import io.cairn.bytes.Bytes;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.RequestException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply after the other, and what becomes of the connection when that fails.
 * Thread-safe.
 *
 * <p>After a failed exchange the reply may still come, and would be taken for that of the next
 * request; so the socket is closed and the failure kept.
 */
final class Exchange implements AutoCloseable {

    private static final int FIRST_BYTES = 256;

    private final Path path;
    private final FrameSocket socket;
    private final ReentrantLock lock = new ReentrantLock();

    /** Why no more can be exchanged; guarded by the lock. */
    private @Nullable String failure;

    private volatile boolean closed;

    Exchange(Path path, Duration timeout) {
        this.path = path;
        this.socket = FrameSocket.connect(path, timeout);
    }

    /** Begins a frame. */
    static WireWriter request(int opcode) {
        WireWriter request = new WireWriter(FIRST_BYTES);
        request.begin(opcode);
        return request;
    }

    /** Exchanges a request that changes nothing by itself; returns the reply's payload. */
    ByteBuffer call(WireWriter request, int expected) {
        return exchange(request, expected, false);
    }

    /** Exchanges a request that may have been carried out when no reply comes. */
    ByteBuffer write(WireWriter request, int expected) {
        return exchange(request, expected, true);
    }

    /** Reads a reply's payload; when it is malformed, the connection is given up. */
    <R> R read(ByteBuffer payload, Function<ByteBuffer, R> reader) {
        try {
            return reader.apply(payload);
        } catch (RequestException e) {
            lock.lock();
            try {
                throw lost(e, false);
            } finally {
                lock.unlock();
            }
        }
    }

    private ByteBuffer exchange(WireWriter request, int expected, boolean writes) {
        int length = request.end(0);
        if (length > Frame.PAYLOAD_BYTES_MAX) {
            throw new LimitException(
                    "a request does not fit into a frame; nothing was sent",
                    "limit",
                    "frameBytesMax",
                    "max",
                    Frame.PAYLOAD_BYTES_MAX,
                    "actual",
                    length);
        }
        lock.lock();
        try {
            checkUsable();
            long deadline = socket.deadline();
            ByteBuffer reply;
            try {
                socket.send(request.buffer().flip(), deadline);
                reply = socket.receive(deadline);
            } catch (IOException e) {
                throw lost(e, writes);
            }
            int code = Byte.toUnsignedInt(reply.get());
            if (code == DialectCode.ERROR) {
                throw refused(expected, reply);
            }
            if (code != expected) {
                throw lost(
                        new IOException("unexpected reply 0x" + Integer.toHexString(code)), writes);
            }
            return reply;
        } finally {
            lock.unlock();
        }
    }

    private void checkUsable() {
        if (closed) {
            throw ClosedException.closed("IpcClient");
        }
        if (failure != null) {
            throw new UnavailableException(
                    ErrorCode.DISCONNECTED,
                    "the connection failed before and cannot be used any more; connect again",
                    null,
                    "socket",
                    path,
                    "failure",
                    failure);
        }
    }

    /** Gives the connection up; the lock is held. */
    private CairnException lost(Exception cause, boolean writes) {
        if (closed) {
            return ClosedException.closed("IpcClient");
        }
        failure = String.valueOf(cause.getMessage());
        socket.close();
        if (writes) {
            return new OutcomeUnknownException(
                    "the connection failed before the server answered a write, which may have been carried out",
                    cause,
                    "socket",
                    path,
                    "failure",
                    failure);
        }
        return new UnavailableException(
                ErrorCode.DISCONNECTED,
                "the connection failed and cannot be used any more; connect again",
                cause,
                "socket",
                path,
                "failure",
                failure);
    }

    private static CairnException refused(int expected, ByteBuffer reply) {
        byte[] text = new byte[reply.remaining()];
        reply.get(text);
        return expected == DialectCode.TXN_ID
                ? new TransactionStateException(
                        "the server refused the transaction", "error", Bytes.text(text))
                : new InvalidArgumentException(
                        "the server refused the request", "error", Bytes.text(text));
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }
}
