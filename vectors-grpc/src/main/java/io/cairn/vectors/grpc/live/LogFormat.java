package io.cairn.vectors.grpc.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a log of inserted vectors; all numbers are little-endian. Stateless.
 *
 * <p>A header of 32 bytes: magic, version, dimension, the log's number, zero, and the CRC-32C of
 * all this. Then records, each of which is one write that was synced as a whole: 24 bytes of head
 * (magic, how many vectors, the record's number from 0, the CRC-32C of its body, and that of the
 * log's number with the head so far), the ids, the vectors.
 */
final class LogFormat {

    static final int HEADER_BYTES = 32;
    static final int HEAD_BYTES = 24;
    static final int VERSION = 1;

    /** Heads begin at multiples of this, counted from the first. */
    static final int ALIGNMENT_BYTES = 4;

    private static final long MAGIC = 0x31474C4E_52494143L;
    private static final int HEAD_MAGIC = 0x43455256;
    private static final Pattern NAME = Pattern.compile("inserts-(\\d{10})\\.log");

    private LogFormat() {}

    /** The head of a record. */
    record Head(int count, long sequence, int bodyChecksum) {}

    static Path file(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "inserts-%010d.log", number));
    }

    /** Returns the number of the log that has this name; empty when it is no log's. */
    static OptionalLong number(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? OptionalLong.of(Long.parseLong(name.group(1)))
                : OptionalLong.empty();
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static long bodyBytes(long count, int dimension) {
        return count * (Long.BYTES + (long) dimension * Float.BYTES);
    }

    static ByteBuffer header(int dimension, long number) {
        ByteBuffer header = buffer(HEADER_BYTES);
        header.putLong(MAGIC).putInt(VERSION).putInt(dimension).putLong(number).putInt(0);
        header.putInt(checksum(new CRC32C(), header, 0, HEADER_BYTES - Integer.BYTES));
        return header.flip();
    }

    /** Tells whether a header is right, of this dimension and number. */
    static boolean isHeader(ByteBuffer header, int dimension, long number) {
        return header.remaining() == HEADER_BYTES && header.equals(header(dimension, number));
    }

    static ByteBuffer head(Head head, long logNumber) {
        ByteBuffer bytes = buffer(HEAD_BYTES);
        bytes.putInt(HEAD_MAGIC).putInt(head.count()).putLong(head.sequence());
        bytes.putInt(head.bodyChecksum());
        bytes.putInt(checksum(begun(logNumber), bytes, 0, HEAD_BYTES - Integer.BYTES));
        return bytes.flip();
    }

    /** Returns the head that is at a place of a buffer, or null when there is none. */
    static @Nullable Head head(ByteBuffer bytes, int at, long logNumber) {
        if (bytes.getInt(at) != HEAD_MAGIC) {
            return null;
        }
        int covered = HEAD_BYTES - Integer.BYTES;
        if (bytes.getInt(at + covered) != checksum(begun(logNumber), bytes, at, covered)) {
            return null;
        }
        return new Head(bytes.getInt(at + 4), bytes.getLong(at + 8), bytes.getInt(at + 16));
    }

    /** Heads belong to their log: what another has left on the device is none of this one's. */
    private static CRC32C begun(long logNumber) {
        CRC32C crc = new CRC32C();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (logNumber >>> shift) & 0xFF);
        }
        return crc;
    }

    private static int checksum(CRC32C crc, ByteBuffer bytes, int at, int length) {
        crc.update(bytes.slice(at, length));
        return (int) crc.getValue();
    }
}
