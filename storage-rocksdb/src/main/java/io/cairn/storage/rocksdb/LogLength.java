package io.cairn.storage.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Finds out how much of a log file is the log's own, while it may be written: a file that was
 * another log before is longer than that. Its blocks are written one after the other and each
 * begins with a fragment, see {@link LogFile}, so that the last own one is found by halving.
 */
final class LogLength {

    private final FileChannel file;
    private final int number;
    private final ByteBuffer header =
            ByteBuffer.allocate(LogFile.RECYCLABLE_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private LogLength(FileChannel file, int number) {
        this.file = file;
        this.number = number;
    }

    /** Returns the length of the log of a number, in bytes. */
    static long of(Path path, long number) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return new LogLength(file, (int) number).find(file.size());
        }
    }

    private long find(long size) throws IOException {
        if (read(0) && !isRecyclable()) {
            return size;
        }
        long own = 0;
        long foreign = (size + LogFile.BLOCK_BYTES - 1) / LogFile.BLOCK_BYTES;
        while (own < foreign) {
            long block = (own + foreign) / 2;
            if (isOwn(block * LogFile.BLOCK_BYTES)) {
                own = block + 1;
            } else {
                foreign = block;
            }
        }
        return own == 0 ? 0 : endInBlock((own - 1) * LogFile.BLOCK_BYTES, size);
    }

    private long endInBlock(long block, long size) throws IOException {
        long end = Math.min(size, block + LogFile.BLOCK_BYTES);
        long at = block;
        while (at + LogFile.RECYCLABLE_HEADER_BYTES <= end && isOwn(at)) {
            at += fragmentBytes();
        }
        return Math.min(at, end);
    }

    private boolean isOwn(long at) throws IOException {
        return read(at) && isRecyclable() && header.getInt(LogFile.NUMBER_AT) == number;
    }

    private boolean read(long at) throws IOException {
        header.clear();
        while (header.hasRemaining()) {
            int count = file.read(header, at + header.position());
            if (count < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isRecyclable() {
        return LogFile.isRecyclable(Byte.toUnsignedInt(header.get(LogFile.TYPE_AT)));
    }

    private int fragmentBytes() {
        return LogFile.RECYCLABLE_HEADER_BYTES
                + Short.toUnsignedInt(header.getShort(LogFile.LENGTH_AT));
    }
}
