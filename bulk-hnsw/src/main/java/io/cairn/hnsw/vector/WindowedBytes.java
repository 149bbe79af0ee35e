package io.cairn.hnsw.vector;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file read through one aligned window of fixed size, past the page cache where the file system
 * allows that. Meant for reading from front to back: every step back reads a window again.
 */
final class WindowedBytes extends FileBytes {

    static final int WINDOW_BYTES = 4 << 20;

    private static final Logger LOG = System.getLogger(WindowedBytes.class.getName());
    private static final int ALIGNMENT_BYTES_MIN = 4096;

    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment window;
    private final ByteBuffer buffer;
    private final int alignment;

    /** The part of the file that the window shows. */
    private long windowStart;

    private int windowFilled;

    private WindowedBytes(Path path, long size, FileChannel channel, int alignment) {
        super(path, size);
        this.channel = channel;
        this.alignment = alignment;
        arena = Arena.ofShared();
        window = arena.allocate(WINDOW_BYTES, alignment);
        buffer = window.asByteBuffer();
    }

    static WindowedBytes open(Path path, long size) throws IOException {
        return open(path, size, WindowedBytes::openDirect);
    }

    /** Opens a channel that reads past the page cache. */
    interface DirectOpener {
        FileChannel open(Path path) throws IOException;
    }

    static WindowedBytes open(Path path, long size, DirectOpener opener) throws IOException {
        WindowedBytes direct = tryDirect(path, size, opener);
        if (direct != null) {
            return direct;
        }
        FileChannel plain = FileChannel.open(path, StandardOpenOption.READ);
        return new WindowedBytes(path, size, plain, 1);
    }

    /* Some file systems refuse when the file is opened, others when it is first read. */
    private static @Nullable WindowedBytes tryDirect(Path path, long size, DirectOpener opener) {
        WindowedBytes opened = null;
        boolean good = false;
        try {
            int alignment = alignment(path);
            opened = new WindowedBytes(path, size, opener.open(path), alignment);
            opened.fill(0);
            good = true;
            return opened;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(
                    Level.WARNING,
                    "reading {0} through the page cache, as it cannot be read directly: {1}",
                    path,
                    e);
            return null;
        } finally {
            if (opened != null && !good) {
                opened.close();
            }
        }
    }

    private static FileChannel openDirect(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, directOption());
    }

    /* By name, as the compiler takes this supported class for an internal one and warns. */
    private static OpenOption directOption() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return (OpenOption) options.getField("DIRECT").get(null);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("the module jdk.unsupported is missing", e);
        }
    }

    private static int alignment(Path path) throws IOException {
        long block = Files.getFileStore(path).getBlockSize();
        if (Long.bitCount(block) != 1 || block > WINDOW_BYTES) {
            throw new IOException("the file system's block size is " + block + " bytes");
        }
        return (int) Math.max(block, ALIGNMENT_BYTES_MIN);
    }

    @Override
    void copy(long position, MemorySegment target, long offset, long bytes) {
        long done = 0;
        while (done < bytes) {
            long at = position + done;
            if (at < windowStart || at >= windowStart + windowFilled) {
                try {
                    fill(at);
                } catch (IOException e) {
                    throw FileFailure.reading(path(), e);
                }
            }
            long inWindow = at - windowStart;
            long count = Math.min(bytes - done, windowFilled - inWindow);
            MemorySegment.copy(window, inWindow, target, offset + done, count);
            done += count;
        }
    }

    /** Moves the window so that it begins with the block around a position before the end. */
    private void fill(long position) throws IOException {
        long start = position - position % alignment;
        int wanted = (int) Math.min(WINDOW_BYTES, size() - start);
        int filled = 0;
        windowFilled = 0;
        while (filled < wanted) {
            buffer.clear().position(filled);
            int count = channel.read(buffer, start + filled);
            filled += Math.max(count, 0);
            /* Within a file, whole blocks are read; anything else is its end. */
            if (filled < wanted && (count <= 0 || filled % alignment != 0)) {
                throw FileFailure.shortened(path(), size(), start + filled);
            }
        }
        windowStart = start;
        windowFilled = wanted;
    }

    @Override
    @Nullable MemorySegment view(long position, long bytes) {
        return null;
    }

    @Override
    long lengthNow() throws IOException {
        return channel.size();
    }

    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        arena.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailure.reading(path(), e);
        }
    }
}
