package io.cairn.compat.sochdb;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;

/**
 * Accepts one connection and answers each frame with the next bytes of its script, given as hex; a
 * dot says nothing, an empty text closes the connection. Keeps what it received.
 */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;

    ScriptedServer(Path socket, String... script) throws IOException {
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Queue<String> replies = new ArrayDeque<>(List.of(script));
        thread = Thread.ofPlatform().daemon().start(() -> serve(replies));
    }

    /** The frames that arrived, as hex. */
    List<String> received() {
        return received;
    }

    private void serve(Queue<String> replies) {
        try (SocketChannel client = listener.accept()) {
            ByteBuffer header = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
            while (fill(client, header)) {
                ByteBuffer payload = ByteBuffer.allocate(header.getInt(1));
                if (!fill(client, payload)) {
                    return;
                }
                received.add(hex(header) + hex(payload));
                String reply = replies.remove();
                if (reply.isEmpty()) {
                    return;
                }
                String hex = reply.equals(".") ? "" : reply.replace("_", "");
                ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
                while (bytes.hasRemaining()) {
                    client.write(bytes);
                }
                header.clear();
            }
        } catch (IOException e) {
            received.add(e.toString());
        }
    }

    private static boolean fill(SocketChannel client, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (client.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String hex(ByteBuffer buffer) {
        return HexFormat.of().formatHex(buffer.array());
    }

    @Override
    public void close() throws Exception {
        listener.close();
        thread.join();
    }
}
