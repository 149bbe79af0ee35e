package io.cairn.ipc.server.process;

import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Speaks frames by hand, right and wrong ones. Used by one thread; whoever makes it closes it. */
final class RawClient implements AutoCloseable {

    private final SocketChannel channel;

    RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** Connects and asks for the extended dialect. */
    static RawClient extended(Path socket) throws IOException {
        RawClient client = new RawClient(socket);
        Reply reply =
                client.call(
                        0,
                        new AdminRequest.Hello(
                                AdminRequest.MAGIC,
                                AdminRequest.VERSION,
                                AdminRequest.VERSION,
                                0,
                                ProcessHandle.current().pid(),
                                "raw"));
        if (!(reply instanceof Reply.Welcomed)) {
            throw new IOException("not welcome: " + reply);
        }
        return client;
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void send(int number, Request request) throws IOException {
        WireWriter out = new WireWriter(64);
        request.encodeFrame(out, number);
        byte[] bytes = new byte[out.position()];
        out.buffer().flip().get(bytes);
        write(bytes);
    }

    Reply call(int number, Request request) throws IOException {
        send(number, request);
        return reply();
    }

    /** Reads one reply of the extended dialect. */
    Reply reply() throws IOException {
        ByteBuffer frame = frame();
        int code = Byte.toUnsignedInt(frame.get());
        frame.getInt();
        frame.getInt();
        ReplyCode known = ReplyCode.of(code);
        if (known == null) {
            throw new IOException("a reply of the other dialect: 0x" + Integer.toHexString(code));
        }
        return known.decode(new WireReader(frame));
    }

    /** Reads one frame, header included. */
    ByteBuffer frame() throws IOException {
        ByteBuffer header = read(Frame.HEADER_BYTES);
        int length = header.getInt(1);
        ByteBuffer frame =
                ByteBuffer.allocate(Frame.HEADER_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(header.rewind());
        frame.put(read(length));
        return frame.flip();
    }

    /** Reads until the server closes the connection; returns how many bytes came. */
    long drain() {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long bytes = 0;
        try {
            int count = channel.read(buffer);
            while (count >= 0) {
                bytes += count;
                count = channel.read(buffer.clear());
            }
        } catch (IOException e) {
            // A connection that is reset has ended too.
            return bytes;
        }
        return bytes;
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
