package io.cairn.bench.ipc;

import io.cairn.ipc.protocol.WireWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Loads one server: one thread, several connections, on each a batch of requests under way. It
 * sends a batch, goes on to the next connection, and sends the next batch where all replies have
 * come. Requests are made beforehand; replies are counted in bytes. The same code drives every
 * server. Used by one thread.
 */
final class Generator implements AutoCloseable {

    private static final int BATCHES = 64;
    private static final int RECEIVE_BYTES = 1 << 20;

    /**
     * One load.
     *
     * @param connections how many connections
     * @param depth requests of one batch
     * @param keys how many keys there are
     * @param valueBytes how long every value is
     * @param writes whether values are set, not read
     */
    record Load(int connections, int depth, int keys, int valueBytes, boolean writes) {}

    private final Protocol protocol;
    private final Load load;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<ByteBuffer> batches = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocateDirect(RECEIVE_BYTES);
    private final long replyBytes;
    private int next;

    Generator(Protocol protocol, Path socket, Load load) throws IOException {
        this.protocol = protocol;
        this.load = load;
        for (int i = 0; i < load.connections(); i++) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            protocol.connect(channel);
            channels.add(channel);
        }
        fill();
        Random random = new Random(1);
        for (int i = 0; i < BATCHES; i++) {
            batches.add(batch(random));
        }
        replyBytes =
                (long) load.depth()
                        * (load.writes()
                                ? protocol.setReplyBytes()
                                : protocol.getReplyBytes(load.valueBytes()));
        if (!load.writes()) {
            check();
        }
    }

    private static byte[] key(int number) {
        return "key:%012d".formatted(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private byte[] value(int number) {
        byte[] value = new byte[load.valueBytes()];
        new Random(number).nextBytes(value);
        return value;
    }

    private void fill() throws IOException {
        WireWriter out = new WireWriter(1 << 16);
        for (int i = 0; i < load.keys(); i++) {
            out.clear();
            protocol.set(out, i, key(i), value(i));
            write(channels.getFirst(), out.buffer().flip());
            read(channels.getFirst(), protocol.setReplyBytes());
        }
    }

    private ByteBuffer batch(Random random) {
        WireWriter out = new WireWriter(1 << 16);
        for (int i = 0; i < load.depth(); i++) {
            int number = random.nextInt(load.keys());
            if (load.writes()) {
                protocol.set(out, i, key(number), value(number));
            } else {
                protocol.get(out, i, key(number));
            }
        }
        ByteBuffer made = out.buffer().flip();
        return ByteBuffer.allocateDirect(made.remaining()).put(made).flip();
    }

    /** Fails when the server gives another value than was set. */
    private void check() throws IOException {
        WireWriter out = new WireWriter(1 << 10);
        protocol.get(out, 0, key(1));
        write(channels.getFirst(), out.buffer().flip());
        ByteBuffer reply = read(channels.getFirst(), protocol.getReplyBytes(load.valueBytes()));
        ByteBuffer value = reply.slice(protocol.valueOffset(load.valueBytes()), load.valueBytes());
        if (!value.equals(ByteBuffer.wrap(value(1)))) {
            throw new IllegalStateException(protocol + " gave another value than was set");
        }
    }

    /** Runs for about so long; returns nanoseconds per request. */
    double run(long nanos) throws IOException {
        long start = System.nanoTime();
        long requests = 0;
        for (SocketChannel channel : channels) {
            send(channel);
        }
        long end = start;
        while (end - start < nanos) {
            for (SocketChannel channel : channels) {
                receive(channel);
                send(channel);
                requests += load.depth();
            }
            end = System.nanoTime();
        }
        for (SocketChannel channel : channels) {
            receive(channel);
            requests += load.depth();
        }
        return (System.nanoTime() - start) / (double) requests;
    }

    private void send(SocketChannel channel) throws IOException {
        ByteBuffer batch = batches.get(next++ % BATCHES);
        batch.rewind();
        write(channel, batch);
    }

    private void receive(SocketChannel channel) throws IOException {
        long missing = replyBytes;
        while (missing > 0) {
            received.clear().limit((int) Math.min(missing, received.capacity()));
            int count = channel.read(received);
            if (count < 0) {
                throw new IOException(protocol + " closed the connection");
            }
            missing -= count;
        }
    }

    static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("the server closed the connection");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
