package io.cairn.storage.rocksdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private static final ValueLayout.OfInt INT =
            JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle ARRAY_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;

    /** The log's number, of which records have the lower half. */
    private final int number;

    /** Whether the first fragment is sound and bears the number, so that all others do. */
    private boolean numbered;

    private final CRC32C crc = new CRC32C();
    private final byte[] batchHeader = new byte[BATCH_HEADER_BYTES];
    private int batchHeaderBytes;
    private long firstSequence = NONE;
    private long nextSequence = NONE;

    private LogFile(MemorySegment file, int number) {
        this.file = file;
        this.number = number;
    }

    /** Reads the log of a number, which is its file's name. */
    static Findings examine(Path path, long number) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            return new LogFile(file, (int) number).read();
        }
    }

    private Findings read() {
        long at = 0;
        long recordStart = NONE;
        int headerBytes = file.byteSize() < HEADER_BYTES ? HEADER_BYTES : headerBytes(type(0));
        while (at < file.byteSize()) {
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

    private Findings bad(long recordStart, long fragment) {
        return new Findings(recordStart, findSound(fragment + 1), firstSequence, nextSequence);
    }

    /** Looks at every byte: a damaged length says nothing about where the next fragment starts. */
    private long findSound(long from) {
        if (numbered) {
            return findNumbered(from);
        }
        for (long at = from; at + HEADER_BYTES <= file.byteSize(); at++) {
            if (soundFragment(at) != NONE) {
                return at;
            }
        }
        return NONE;
    }

    /**
     * Looks for this log's number first, which is quick; behind the end there may be many megabytes
     * of another log.
     */
    private long findNumbered(long from) {
        byte[] block = new byte[BLOCK_BYTES];
        for (long begin = from - from % BLOCK_BYTES;
                begin < file.byteSize();
                begin += BLOCK_BYTES) {
            int length = (int) Math.min(BLOCK_BYTES, file.byteSize() - begin);
            MemorySegment.copy(file, JAVA_BYTE, begin, block, 0, length);
            for (int i = (int) Math.max(0, from - begin);
                    i <= length - RECYCLABLE_HEADER_BYTES;
                    i++) {
                if ((int) ARRAY_INT.get(block, i + NUMBER_AT) == number
                        && isRecyclable(Byte.toUnsignedInt(block[i + TYPE_AT]))
                        && soundFragment(begin + i) != NONE) {
                    return begin + i;
                }
            }
        }
        return NONE;
    }

    /**
     * Returns the length of the fragment of this log that starts here, header included, or {@link
     * #NONE} when none does.
     */
    private long soundFragment(long at) {
        long blockEnd = at - at % BLOCK_BYTES + BLOCK_BYTES;
        long end = Math.min(blockEnd, file.byteSize());
        if (at + HEADER_BYTES > end) {
            return NONE;
        }
        int type = type(at);
        if (!known(type)) {
            return NONE;
        }
        int payload = Short.toUnsignedInt(file.get(SHORT, at + LENGTH_AT));
        long length = (long) headerBytes(type) + payload;
        if (at + length > end || isRecyclable(type) && file.get(INT, at + NUMBER_AT) != number) {
            return NONE;
        }
        crc.reset();
        crc.update(file.asSlice(at + TYPE_AT, length - TYPE_AT).asByteBuffer());
        int value = (int) crc.getValue();
        int masked = Integer.rotateRight(value, 15) + CRC_MASK_DELTA;
        return masked == file.get(INT, at) ? length : NONE;
    }

    private void collect(long at, long length, boolean starts) {
        if (starts) {
            batchHeaderBytes = 0;
        }
        long payload = at + headerBytes(type(at));
        while (batchHeaderBytes < BATCH_HEADER_BYTES && payload < at + length) {
            batchHeader[batchHeaderBytes++] = file.get(JAVA_BYTE, payload++);
        }
    }

    private void finish() {
        if (batchHeaderBytes == BATCH_HEADER_BYTES) {
            MemorySegment header = MemorySegment.ofArray(batchHeader);
            long sequence =
                    Integer.toUnsignedLong(header.get(INT, 0))
                            | (long) header.get(INT, Integer.BYTES) << Integer.SIZE;
            firstSequence = firstSequence == NONE ? sequence : firstSequence;
            nextSequence = sequence + Integer.toUnsignedLong(header.get(INT, 2L * Integer.BYTES));
        }
    }

    private int type(long at) {
        return Byte.toUnsignedInt(file.get(JAVA_BYTE, at + TYPE_AT));
    }

    private int plainType(long at) {
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
