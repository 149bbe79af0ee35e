package io.cairn.ipc.server.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A client that sends and reads bytes. */
final class RawClient implements AutoCloseable {

    /** What was received. */
    record Reply(int opcode, byte[] payload) {}

    final SocketChannel channel;

    RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    static ByteBuffer frame(int opcode, byte... payload) {
        return header(opcode, payload.length, payload.length).put(payload).flip();
    }

    static ByteBuffer make(int opcode, int length) {
        return header(opcode, 4, 4).putInt(length).flip();
    }

    /** Begins a frame, which may say of its length what is not true. */
    static ByteBuffer header(int opcode, int said, int room) {
        return ByteBuffer.allocate(5 + room)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) opcode)
                .putInt(said);
    }

    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    Reply read() throws IOException {
        ByteBuffer header = fill(ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN));
        int opcode = Byte.toUnsignedInt(header.get());
        return new Reply(opcode, fill(ByteBuffer.allocate(header.getInt())).array());
    }

    /** Reads to the end of the stream; an end by a reset counts as well. */
    boolean atEnd() {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("after " + buffer.position() + " bytes");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
