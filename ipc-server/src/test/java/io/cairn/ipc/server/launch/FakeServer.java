package io.cairn.ipc.server.launch;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Listens at a socket and gives every connection one answer to its first request. */
final class FakeServer implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel channel;
    private final Thread thread;

    private FakeServer(Path socket, int opcode, String answer) throws IOException {
        this.socket = socket;
        channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        thread = Thread.ofVirtual().start(() -> serve(opcode, answer));
    }

    static FakeServer answering(Path socket, String json) throws IOException {
        return new FakeServer(socket, 0x86, json);
    }

    static FakeServer refusing(Path socket, String text) throws IOException {
        return new FakeServer(socket, 0x81, text);
    }

    private void serve(int opcode, String answer) {
        byte[] text = answer.getBytes(StandardCharsets.UTF_8);
        while (channel.isOpen()) {
            try (SocketChannel client = channel.accept()) {
                ByteBuffer request = ByteBuffer.allocate(5);
                if (client.read(request) == 5 && request.get(0) == 0x0D) {
                    ByteBuffer frame =
                            ByteBuffer.allocate(5 + text.length).order(ByteOrder.LITTLE_ENDIAN);
                    client.write(frame.put((byte) opcode).putInt(text.length).put(text).flip());
                }
            } catch (IOException _) {
                // The client went away, or the server is closed.
            }
        }
    }

    @Override
    public void close() throws Exception {
        channel.close();
        thread.join();
        Files.deleteIfExists(socket);
    }

    /** Leaves a socket file behind that nobody listens at, as a killed server does. */
    static void abandon(Path socket) throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
    }
}
