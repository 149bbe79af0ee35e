package io.cairn.ipc.client;

import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.Welcome;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;

/** A socket in front of a {@link RegionLine}; it serves one client, one request after another. */
final class RegionSocket implements AutoCloseable {

    private final RegionLine line;
    private final ServerSocketChannel listener;

    RegionSocket(Path socket, RegionLine line) throws IOException {
        this.line = line;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        try (SocketChannel client = listener.accept()) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(client));
            while (true) {
                Opcode opcode = Objects.requireNonNull(Opcode.of(in.readUnsignedByte()));
                byte[] payload = new byte[Integer.reverseBytes(in.readInt())];
                in.readFully(payload);
                ByteBuffer body =
                        ByteBuffer.wrap(payload).position(Frame.NUMBER_BYTES).limit(payload.length);
                Request request = opcode.decode(new WireReader(body));
                WireWriter out = new WireWriter(64);
                answer(request)
                        .encodeFrame(out, Integer.reverseBytes(ByteBuffer.wrap(payload).getInt()));
                ByteBuffer reply = out.buffer().flip();
                while (reply.hasRemaining()) {
                    client.write(reply);
                }
            }
        } catch (IOException e) {
            // The client or the test has closed it.
        }
    }

    private Reply answer(Request request) {
        if (request instanceof AdminRequest.Hello) {
            return new Reply.Welcomed(
                    new Welcome(1, 1, 1, "memory", 0, 1L << 30, 100, Limits.defaults()));
        }
        try {
            return line.call(request);
        } catch (CairnException e) {
            return new Reply.Failed(ErrorBody.of(e));
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
