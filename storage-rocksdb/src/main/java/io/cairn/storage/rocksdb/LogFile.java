package io.cairn.storage.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads one of RocksDB's log files far enough to tell a torn end from damage.
 *
 * <p>The format is LevelDB's log format as RocksDB extended it: blocks of 32 KiB; in a block,
 * fragments with a header of a masked CRC32C (4 bytes), a length (2) and a type (1), and zeros
 * where no header fits any more; a record is one FULL fragment or a FIRST, any number of MIDDLE and
 * a LAST. Recyclable types have the log's number (4) after the type: the file may have been another
 * log before, whose records are still there behind the end. A record's payload is a write batch,
 * which starts with a sequence number (8) and a count (4). Little-endian.
 */
final class LogFile {

    /** Says that there is no such place or number. */
    static final long NONE = -1;

    /**
     * What a log file holds.
     *
     * @param badAt where the first bad or unfinished record starts, or {@link #NONE}
     * @param laterRecordAt where a sound fragment starts behind the bad one, or {@link #NONE}
     * @param firstSequence the sequence number that the first sound record starts with, or {@link
     *     #NONE}
     * @param nextSequence the sequence number behind the last sound record before the bad one, or
     *     {@link #NONE}
     */
    record Findings(long badAt, long laterRecordAt, long firstSequence, long nextSequence) {

        /** Tells whether there is a record, sound or damaged. */
        boolean isUsed() {
            return firstSequence != NONE || laterRecordAt != NONE;
        }
    }

    static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    static final int RECYCLABLE_HEADER_BYTES = 11;
    static final int LENGTH_AT = 4;
    static final int TYPE_AT = 6;
    static final int NUMBER_AT = 7;
    private static final int CRC_MASK_DELTA = 0xa282ead8;

    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;

    /** Subtracted from a recyclable type, it gives the plain one. */
    private static final int RECYCLABLE = 4;

    private static final int BATCH_HEADER_BYTES = 12;

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long EACH_HIGH_BIT = 0x8080808080808080L;

    private final LogBytes file;

    /** The log's number, of which records have the lower half. */
    private final int number;

    /** Whether the first fragment is sound and bears the number, so that all others do. */
    private boolean numbered;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer batchHeader =
            ByteBuffer.allocate(BATCH_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long firstSequence = NONE;
    private long nextSequence = NONE;

    private LogFile(LogBytes file, int number) {
        this.file = file;
        this.number = number;
    }

    /** Reads the log of a number, which is its file's name. */
    static Findings examine(Path path, long number) throws IOException {
        if (Files.size(path) == 0) {
            return new Findings(NONE, NONE, NONE, NONE);
        }
        try (LogBytes file = new LogBytes(path)) {
            return new LogFile(file, (int) number).read();
        }
    }

    private Findings read() throws IOException {
        long at = 0;
        long recordStart = NONE;
        int headerBytes = file.size() < HEADER_BYTES ? HEADER_BYTES : headerBytes(type(0));
        while (at < file.size()) {
            long left = BLOCK_BYTES - at % BLOCK_BYTES;
            if (left < headerBytes) {
                at += left;
                continue;
            }
            long length = soundFragment(at);
            if (length == NONE) {
                return bad(recordStart == NONE ? at : recordStart, at);
            }
            numbered |= at == 0 && isRecyclable(type(0));
            int type = plainType(at);
            boolean starts = type == FULL || type == FIRST;
            boolean continues = type == MIDDLE || type == LAST;
            if (starts && recordStart != NONE || continues && recordStart == NONE) {
                return bad(recordStart == NONE ? at : recordStart, at - 1);
            }
            if (starts || continues) {
                recordStart = starts ? at : recordStart;
                collect(at, length, starts);
            }
            if (type == FULL || type == LAST) {
                finish();
                recordStart = NONE;
            }
            at += length;
        }
        return new Findings(recordStart, NONE, firstSequence, nextSequence);
    }

    private Findings bad(long recordStart, long fragment) throws IOException {
        return new Findings(recordStart, findSound(fragment + 1), firstSequence, nextSequence);
    }

    /** Looks at every byte: a damaged length says nothing about where the next fragment starts. */
    private long findSound(long from) throws IOException {
        if (numbered) {
            return findNumbered(from);
        }
        for (long at = from; at + HEADER_BYTES <= file.size(); at++) {
            if (soundFragment(at) != NONE) {
                return at;
            }
        }
        return NONE;
    }

    /**
     * Looks for one byte of this log's number first, eight places at once; behind the end there may
     * be many megabytes of another log.
     */
    private long findNumbered(long from) throws IOException {
        int shift = Integer.numberOfTrailingZeros(number | 1 << 31) / Byte.SIZE;
        int sought = number >>> shift * Byte.SIZE & 0xFF;
        int distance = NUMBER_AT + shift;
        for (long at = from; at < file.size(); at += file.length() - at % LogBytes.WINDOW_BYTES) {
            int found = findNumbered(file.at(at), sought, distance);
            if (found >= 0) {
                return at - at % LogBytes.WINDOW_BYTES + found;
            }
        }
        return NONE;
    }

    /**
     * Looks for a fragment in the window.
     *
     * @param sought the byte to look for
     * @param distance how far it is behind the fragment's start
     * @return where the fragment starts in the window, or a negative number
     */
    private int findNumbered(int from, int sought, int distance) throws IOException {
        ByteBuffer window = file.window();
        int end = file.length();
        int i = from + distance;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long differing = window.getLong(i) ^ EACH_BYTE * sought;
            // Mycroft's test for a zero byte; it may also name a byte above one.
            long hits = differing - EACH_BYTE & ~differing & EACH_HIGH_BIT;
            for (; hits != 0; hits &= hits - 1) {
                int start = i + Long.numberOfTrailingZeros(hits) / Byte.SIZE - distance;
                if (isSoundAndNumbered(start, end)) {
                    return start;
                }
            }
        }
        for (; i < end; i++) {
            if (isSoundAndNumbered(i - distance, end)) {
                return i - distance;
            }
        }
        return -1;
    }

    private boolean isSoundAndNumbered(int start, int end) {
        ByteBuffer window = file.window();
        return start + RECYCLABLE_HEADER_BYTES <= end
                && window.getInt(start + NUMBER_AT) == number
                && isRecyclable(Byte.toUnsignedInt(window.get(start + TYPE_AT)))
                && soundFragment(start, end) != NONE;
    }

    /**
     * Returns the length of the fragment of this log that starts here, header included, or {@link
     * #NONE} when none does.
     */
    private long soundFragment(long at) throws IOException {
        int index = file.at(at);
        return soundFragment(index, file.length());
    }

    private long soundFragment(int at, int windowEnd) {
        int end = Math.min(at - at % BLOCK_BYTES + BLOCK_BYTES, windowEnd);
        if (at + HEADER_BYTES > end) {
            return NONE;
        }
        ByteBuffer window = file.window();
        int type = Byte.toUnsignedInt(window.get(at + TYPE_AT));
        if (!known(type)) {
            return NONE;
        }
        int length = headerBytes(type) + Short.toUnsignedInt(window.getShort(at + LENGTH_AT));
        if (at + length > end || isRecyclable(type) && window.getInt(at + NUMBER_AT) != number) {
            return NONE;
        }
        crc.reset();
        crc.update(window.limit(at + length).position(at + TYPE_AT));
        window.clear();
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK_DELTA;
        return masked == window.getInt(at) ? length : NONE;
    }

    private void collect(long at, long length, boolean starts) throws IOException {
        if (starts) {
            batchHeader.clear();
        }
        int header = headerBytes(type(at));
        int payload = file.at(at) + header;
        int count = Math.min(batchHeader.remaining(), (int) length - header);
        for (int i = 0; i < count; i++) {
            batchHeader.put(file.window().get(payload + i));
        }
    }

    private void finish() {
        if (!batchHeader.hasRemaining()) {
            long sequence = batchHeader.getLong(0);
            firstSequence = firstSequence == NONE ? sequence : firstSequence;
            nextSequence = sequence + Integer.toUnsignedLong(batchHeader.getInt(Long.BYTES));
        }
    }

    private int type(long at) throws IOException {
        int index = file.at(at);
        return Byte.toUnsignedInt(file.window().get(index + TYPE_AT));
    }

    private int plainType(long at) throws IOException {
        int type = type(at);
        return type > LAST && type <= LAST + RECYCLABLE ? type - RECYCLABLE : type;
    }

    /** 1 to 4 plain, 5 to 8 recyclable, 9 to 11 and 130, 131 remarks about the log itself. */
    private static boolean known(int type) {
        return type >= FULL && type <= 11 || type == 130 || type == 131;
    }

    private static int headerBytes(int type) {
        return isRecyclable(type) ? RECYCLABLE_HEADER_BYTES : HEADER_BYTES;
    }

    /** Tells whether a fragment's type says that it bears the number of its log. */
    static boolean isRecyclable(int type) {
        return type >= 5 && type <= 8 || type == 11 || type == 131;
    }
}
