package io.cairn.cli.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines of bytes, counting lines and bytes; no line may be longer than a limit.
 * Used by one thread; does not close.
 */
final class LineReader {

    /**
     * The longest line: the largest value that a database takes by default, in base64, with room
     * for its key.
     */
    static final int LINE_BYTES_MAX = 400_000_000;

    private static final int BUFFER_BYTES = 256 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private long bytesRead;
    private long lineNumber;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads a line.
     *
     * @return the line without its end (LF or CRLF), or null at the end of the stream
     * @throws IOException when the stream fails or the line is too long
     */
    byte @Nullable [] next() throws IOException {
        if (position == end && !fill()) {
            return null;
        }
        int found = find();
        byte[] line;
        if (found < end) {
            line = Arrays.copyOfRange(buffer, position, found);
            take(found);
        } else {
            line = collect();
        }
        lineNumber++;
        boolean carriageReturn = line.length > 0 && line[line.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(line, line.length - 1) : line;
    }

    /** The number of the line last read, from 1. */
    long lineNumber() {
        return lineNumber;
    }

    /** How much was read in all, line ends included. */
    long bytesRead() {
        return bytesRead;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** Gathers a line that goes on beyond the buffer. */
    private byte[] collect() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(2 * BUFFER_BYTES);
        do {
            int found = find();
            if (line.size() > LINE_BYTES_MAX - (found - position)) {
                throw new IOException(
                        "line "
                                + (lineNumber + 1)
                                + " is longer than "
                                + LINE_BYTES_MAX
                                + " bytes");
            }
            line.write(buffer, position, found - position);
            boolean ended = found < end;
            take(found);
            if (ended) {
                break;
            }
        } while (fill());
        return line.toByteArray();
    }

    /** Finds the next line feed in the buffer; the end of the buffer when there is none. */
    private int find() {
        int at = position;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Steps over what was found, and over the line feed if there is one. */
    private void take(int found) {
        int next = Math.min(end, found + 1);
        bytesRead += next - position;
        position = next;
    }
}
