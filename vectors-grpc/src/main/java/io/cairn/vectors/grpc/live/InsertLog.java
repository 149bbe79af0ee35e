package io.cairn.vectors.grpc.live;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The log that takes new vectors. Used by one thread at a time; whoever made it closes it.
 *
 * <p>After a write or sync that failed it takes nothing more, since what the file then holds is not
 * known: opening it again finds out.
 */
final class InsertLog implements AutoCloseable {

    private static final int PIECE_BYTES = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final int dimension;
    private final long number;
    private final ByteBuffer piece = LogFormat.buffer(PIECE_BYTES);
    private long end;
    private long sequence;
    private boolean failed;

    private InsertLog(
            Path file, FileChannel channel, int dimension, long number, long end, long sequence) {
        this.file = file;
        this.channel = channel;
        this.dimension = dimension;
        this.number = number;
        this.end = end;
        this.sequence = sequence;
    }

    /** Makes an empty log whose name is on disk. */
    static InsertLog create(Path directory, int dimension, long number) {
        Path file = LogFormat.file(directory, number);
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            InsertLog log =
                    new InsertLog(file, channel, dimension, number, LogFormat.HEADER_BYTES, 0);
            boolean made = false;
            try {
                log.write(LogFormat.header(dimension, number), 0);
                channel.force(true);
                DirectorySync.sync(directory);
                made = true;
            } finally {
                if (!made) {
                    channel.close();
                    Files.deleteIfExists(file);
                }
            }
            return log;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Goes on with a log that was read; what follows its records is cut off. */
    static InsertLog resume(Path directory, int dimension, long number, LogReader.Contents read) {
        Path file = LogFormat.file(directory, number);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            long end = Math.max(LogFormat.HEADER_BYTES, read.end());
            InsertLog log = new InsertLog(file, channel, dimension, number, end, read.records());
            boolean cut = false;
            try {
                channel.truncate(read.end());
                if (read.end() == 0) {
                    log.write(LogFormat.header(dimension, number), 0);
                }
                channel.force(true);
                DirectorySync.sync(directory);
                cut = true;
            } finally {
                if (!cut) {
                    channel.close();
                }
            }
            return log;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    long number() {
        return number;
    }

    boolean isFailed() {
        return failed;
    }

    /**
     * Writes vectors as one record; they are on the device when this returns.
     *
     * @throws UnavailableException when they could not be written, now or earlier; after a restart
     *     they may be found nevertheless
     */
    void append(long[] ids, float[][] rows) {
        if (failed) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the index takes no vectors since its log could not be written; check the disk, then start the server again",
                    null,
                    "file",
                    file);
        }
        failed = true;
        try {
            int checksum = writeBody(ids, rows);
            LogFormat.Head head = new LogFormat.Head(ids.length, sequence, checksum);
            write(LogFormat.head(head, number), end);
            channel.force(false);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        end += LogFormat.HEAD_BYTES + LogFormat.bodyBytes(ids.length, dimension);
        sequence++;
        failed = false;
    }

    private int writeBody(long[] ids, float[][] rows) throws IOException {
        CRC32C crc = new CRC32C();
        long at = end + LogFormat.HEAD_BYTES;
        piece.clear();
        for (long id : ids) {
            if (piece.remaining() < Long.BYTES) {
                at = flush(crc, at);
            }
            piece.putLong(id);
        }
        for (float[] row : rows) {
            for (float component : row) {
                if (piece.remaining() < Float.BYTES) {
                    at = flush(crc, at);
                }
                piece.putFloat(component);
            }
        }
        flush(crc, at);
        return (int) crc.getValue();
    }

    private long flush(CRC32C crc, long at) throws IOException {
        piece.flip();
        crc.update(piece.duplicate());
        int length = piece.remaining();
        write(piece, at);
        piece.clear();
        return at + length;
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private static UnavailableException unwritable(Path file, IOException e) {
        return new UnavailableException(
                ErrorCode.IO,
                "the log of inserted vectors cannot be written; check the disk, then start the server again",
                e,
                "file",
                file,
                "problem",
                e.getMessage());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
