package io.cairn.storage.rocksdb;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a log file, of which a window of whole blocks is in memory. Read, not mapped: a page
 * fault for each few pages costs as much as the copy, and a mapped file that is cut ends in a fault
 * instead of an exception. Used by one thread.
 */
final class LogBytes implements AutoCloseable {

    /** Small enough to stay in a processor's cache while it is looked at. */
    static final int WINDOW_BYTES = 16 * LogFile.BLOCK_BYTES;

    private final FileChannel channel;
    private final Arena arena;
    private final ByteBuffer window;
    private final long size;
    private long begin;
    private long end;

    LogBytes(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            size = channel.size();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        arena = Arena.ofConfined();
        window =
                arena.allocate(Math.min(WINDOW_BYTES, size))
                        .asByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the file's length when it was opened. */
    long size() {
        return size;
    }

    /** Returns the window, little-endian, from its start to its capacity. */
    ByteBuffer window() {
        return window;
    }

    /**
     * Moves the window to a place, if need be, and returns the place's index in it. The rest of the
     * place's block is in the window, too.
     */
    int at(long place) throws IOException {
        if (place < begin || place >= end) {
            load(place - place % WINDOW_BYTES);
        }
        return (int) (place - begin);
    }

    /** Returns how much of the file the window holds, from its start. */
    int length() {
        return (int) (end - begin);
    }

    private void load(long from) throws IOException {
        begin = from;
        end = from;
        window.clear().limit((int) Math.min(WINDOW_BYTES, size - from));
        while (window.hasRemaining()) {
            if (channel.read(window, from + window.position()) < 0) {
                throw new EOFException("the log became shorter while it was examined");
            }
        }
        end = from + window.position();
        window.clear();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            arena.close();
        }
    }
}
