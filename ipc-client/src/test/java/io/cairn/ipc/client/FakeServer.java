package io.cairn.ipc.client;

import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.Welcome;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that does what a test says, on a real socket. Each connection has its thread. */
final class FakeServer implements AutoCloseable {

    /** What a connection does after it has been greeted. */
    @FunctionalInterface
    interface Script {
        void run(Client client) throws Exception;
    }

    /** A request as it arrived. */
    record Incoming(int number, Request request) {}

    final List<Client> clients = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final AtomicInteger accepted = new AtomicInteger();
    private final Path socket;
    private final ServerSocketChannel listener;
    private final Welcome welcome;
    private final Script script;
    private volatile @Nullable CairnException refusal;

    FakeServer(Path socket, Script script) throws IOException {
        this(socket, 0, script);
    }

    FakeServer(Path socket, long idleNanos, Script script) throws IOException {
        this.socket = socket;
        this.script = script;
        this.welcome = welcome(idleNanos);
        Files.deleteIfExists(socket);
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket), 64);
        Thread.ofPlatform().daemon().name("fake-accept").start(this::accept);
    }

    static Welcome welcome(long idleNanos) {
        return new Welcome(1, 7, 8, "fake", idleNanos, 0, 1024, Limits.defaults());
    }

    /** Answers every PING with a number and everything else with Done. */
    static void answerAll(Client client) throws IOException {
        while (true) {
            Incoming next = client.next();
            client.reply(
                    next.number(),
                    next.request().opcode() == Opcode.PING
                            ? new Reply.Number(1)
                            : new Reply.Done());
        }
    }

    /** Answers every further greeting with an error. */
    void refuse(CairnException error) {
        refusal = error;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                accepted.incrementAndGet();
                Client client = new Client(channel);
                clients.add(client);
                Thread.ofPlatform().daemon().name("fake-client").start(() -> serve(client));
            }
        } catch (IOException e) {
            // The listener is closed.
        }
    }

    private void serve(Client client) {
        try {
            Incoming hello = client.next();
            CairnException error = refusal;
            if (error != null) {
                client.reply(hello.number(), new Reply.Failed(ErrorBody.of(error)));
                return;
            }
            client.reply(hello.number(), new Reply.Welcomed(welcome));
            script.run(client);
        } catch (IOException e) {
            // The client went away, or the test has closed the connection.
        } catch (Throwable e) {
            failures.add(e);
        } finally {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        clients.forEach(Client::close);
        Files.deleteIfExists(socket);
    }

    /** One connection, seen from the server. Reading is for one thread, writing for many. */
    static final class Client implements AutoCloseable {

        private final SocketChannel channel;

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        Incoming next() throws IOException {
            ByteBuffer header = read(Frame.HEADER_BYTES);
            Opcode opcode = Objects.requireNonNull(Opcode.of(header.get()));
            ByteBuffer payload = read((int) Frame.length(header.getInt()));
            int number = payload.getInt();
            return new Incoming(number, opcode.decode(new WireReader(payload)));
        }

        synchronized void reply(int number, Reply reply) throws IOException {
            WireWriter out = new WireWriter(256);
            reply.encodeFrame(out, number);
            write(out.buffer().flip());
        }

        synchronized void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        private ByteBuffer read(int bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException();
                }
            }
            return buffer.flip();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
