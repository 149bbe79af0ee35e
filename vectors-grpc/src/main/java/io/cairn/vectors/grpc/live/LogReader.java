package io.cairn.vectors.grpc.live;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log of inserted vectors. Used once, by one thread.
 *
 * <p>The last record may be torn: its write was under way when the process or the machine stopped,
 * so nobody was told that it had been done. What cannot be read ends the log, if it is not followed
 * by a record that can: then it was damaged later, and the log is refused.
 */
final class LogReader {

    private static final int PIECE_BYTES = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final int dimension;
    private final long number;
    private final ByteBuffer piece = LogFormat.buffer(PIECE_BYTES);
    private final long length;

    /**
     * What a log holds.
     *
     * @param tail its vectors
     * @param records how many records
     * @param end where they end; 0 when there may be no header
     * @param torn how many bytes follow that are no record
     */
    record Contents(Tail tail, long records, long end, long torn) {}

    private LogReader(Path file, FileChannel channel, int dimension, long number)
            throws IOException {
        this.file = file;
        this.channel = channel;
        this.dimension = dimension;
        this.number = number;
        this.length = channel.size();
    }

    /**
     * Reads a log.
     *
     * @throws CorruptionException when it is damaged elsewhere than at its end
     * @throws UnavailableException when it cannot be read
     */
    static Contents read(Path directory, int dimension, long number) {
        Path file = LogFormat.file(directory, number);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new LogReader(file, channel, dimension, number).read();
        } catch (IOException e) {
            throw new UnavailableException(
                    ErrorCode.IO, "a log of inserted vectors cannot be read", e, "file", file);
        }
    }

    private Contents read() throws IOException {
        if (length <= LogFormat.HEADER_BYTES) {
            // No record has been written, and perhaps not even all of the header.
            return new Contents(Tail.EMPTY, 0, 0, 0);
        }
        ByteBuffer header = LogFormat.buffer(LogFormat.HEADER_BYTES);
        fill(header, 0);
        if (!LogFormat.isHeader(header, dimension, number)) {
            throw damaged(0);
        }
        Tail tail = Tail.EMPTY;
        long at = LogFormat.HEADER_BYTES;
        long records = 0;
        while (at < length) {
            Tail more = record(at, records, tail);
            if (more == null) {
                refuseRecordsAfter(at, records);
                break;
            }
            at +=
                    LogFormat.HEAD_BYTES
                            + LogFormat.bodyBytes(more.count() - tail.count(), dimension);
            tail = more;
            records++;
        }
        return new Contents(tail, records, at, length - at);
    }

    /** Reads a record; returns the tail with it, or null when it cannot be read. */
    private @Nullable Tail record(long at, long sequence, Tail before) throws IOException {
        if (length - at < LogFormat.HEAD_BYTES) {
            return null;
        }
        ByteBuffer bytes = LogFormat.buffer(LogFormat.HEAD_BYTES);
        fill(bytes, at);
        LogFormat.Head head = LogFormat.head(bytes, 0, number);
        long body = at + LogFormat.HEAD_BYTES;
        if (head == null
                || head.sequence() != sequence
                || head.count() < 1
                || LogFormat.bodyBytes(head.count(), dimension) > length - body) {
            return null;
        }
        Body reading = new Body(body, body + LogFormat.bodyBytes(head.count(), dimension));
        long[] ids = new long[head.count()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = reading.more().getLong();
        }
        float[][] rows = new float[head.count()][dimension];
        for (float[] row : rows) {
            for (int i = 0; i < dimension; i++) {
                row[i] = reading.more().getFloat();
            }
        }
        return reading.checksum() == head.bodyChecksum() ? before.with(ids, rows) : null;
    }

    /** Looks for the head of a later record behind a place where none can be read. */
    private void refuseRecordsAfter(long at, long sequence) throws IOException {
        long from = at + LogFormat.ALIGNMENT_BYTES;
        while (length - from >= LogFormat.HEAD_BYTES) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, length - from));
            fill(piece, from);
            int last = piece.limit() - LogFormat.HEAD_BYTES;
            int i = 0;
            for (; i <= last; i += LogFormat.ALIGNMENT_BYTES) {
                LogFormat.Head head = LogFormat.head(piece, i, number);
                if (head != null && head.sequence() > sequence) {
                    throw damaged(at);
                }
            }
            from += i;
        }
    }

    private CorruptionException damaged(long at) {
        return new CorruptionException(
                ErrorCode.CHECKSUM,
                "a log of inserted vectors is damaged; restore the index's directory from a copy",
                null,
                "file",
                file,
                "offset",
                at);
    }

    private void fill(ByteBuffer target, long from) throws IOException {
        long position = from;
        while (target.hasRemaining()) {
            int read = channel.read(target, position);
            if (read < 0) {
                throw new EOFException(file + " has become shorter");
            }
            position += read;
        }
        target.flip();
    }

    /** Walks through the body of a record, summing up what it reads. */
    private final class Body {
        private final CRC32C crc = new CRC32C();
        private final long end;
        private long next;

        Body(long from, long end) {
            this.next = from;
            this.end = end;
            piece.clear().flip();
        }

        /** Returns what is to be read next. Pieces end where numbers do. */
        ByteBuffer more() throws IOException {
            if (!piece.hasRemaining()) {
                piece.clear().limit((int) Math.min(PIECE_BYTES, end - next));
                fill(piece, next);
                next += piece.remaining();
                crc.update(piece.duplicate());
            }
            return piece;
        }

        int checksum() {
            return (int) crc.getValue();
        }
    }
}
