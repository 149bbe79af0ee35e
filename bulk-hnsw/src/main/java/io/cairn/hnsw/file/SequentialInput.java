package io.cairn.hnsw.file;

import io.cairn.error.CorruptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a file from its beginning to its end. Used by one thread; who opens it closes it. */
final class SequentialInput implements AutoCloseable {

    /** The most that can be asked for at once: more than hnswlib's longest element here. */
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final Damage damage;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long remaining;

    private SequentialInput(FileChannel channel, Damage damage) throws IOException {
        this.channel = channel;
        this.damage = damage;
        this.remaining = channel.size();
    }

    static SequentialInput open(Path file, Damage damage) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SequentialInput(channel, damage);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns how many bytes have not been asked for, by the length that the file had at first. */
    long remaining() {
        return remaining;
    }

    /**
     * Returns the next bytes, little-endian.
     *
     * @param bytes how many, at most 1 MiB
     * @param part what they are, for messages
     * @return a buffer whose position is at the first of them; valid until the next call, which
     *     takes up behind them however many were read
     */
    ByteBuffer next(int bytes, String part) throws IOException {
        if (remaining < bytes) {
            throw cutShort(part);
        }
        if (buffer.remaining() < bytes) {
            buffer.compact();
            while (buffer.position() < bytes) {
                if (channel.read(buffer) < 0) {
                    throw cutShort(part);
                }
            }
            buffer.flip();
        }
        remaining -= bytes;
        ByteBuffer next = buffer.slice(buffer.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(buffer.position() + bytes);
        return next;
    }

    private CorruptionException cutShort(String part) {
        return damage.section("the file ends too early", part);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
