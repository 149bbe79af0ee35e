package io.cairn.storage.rocksdb;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds the number up to which commit versions may have been given out.
 *
 * <p>It has two slots, in blocks of their own, that are written in turns: a write that a power cut
 * tears leaves the other slot as it was. A slot is a generation (8 bytes), the number (8) and the
 * CRC32C of both (4), big-endian; of the sound slots the one with the higher generation counts.
 *
 * <p>Written by one thread at a time, read by any; closed with the engine.
 */
final class VersionFile implements AutoCloseable {

    static final String FILE_NAME = "CAIRN-VERSION";

    /** Also on a device with large sectors a torn write does not reach the other slot. */
    static final int SLOT_STRIDE = 4096;

    private static final int SLOTS = 2;
    private static final int CHECKED_BYTES = 2 * Long.BYTES;
    private static final int SLOT_BYTES = CHECKED_BYTES + Integer.BYTES;

    private final Path file;
    private long generation;
    private volatile long version;

    /** No channel, which an interrupt of the thread that commits would close. */
    private @Nullable RandomAccessFile writer;

    private VersionFile(Path file, long generation, long version) {
        this.file = file;
        this.generation = generation;
        this.version = version;
    }

    /** Writes a new file, in place of one that is there; the caller syncs the directory. */
    static void create(Path directory, long version) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        Files.write(file, slot(0, version).array());
        FormatFile.sync(file);
    }

    /** Reads a database's file. */
    static VersionFile open(Path directory) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        ByteBuffer bytes = ByteBuffer.wrap(read(file, directory));
        VersionFile newest = null;
        for (int i = 0; i < SLOTS; i++) {
            int at = i * SLOT_STRIDE;
            if (at + SLOT_BYTES <= bytes.limit() && isSound(bytes, at)) {
                long generation = bytes.getLong(at);
                if (newest == null || generation > newest.generation) {
                    newest = new VersionFile(file, generation, bytes.getLong(at + Long.BYTES));
                }
            }
        }
        if (newest == null) {
            throw new CorruptionException(
                    ErrorCode.CHECKSUM,
                    "the file with the last commit version is damaged; restore a backup",
                    null,
                    "file",
                    file);
        }
        return newest;
    }

    private static byte[] read(Path file, Path directory) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(SLOTS * SLOT_STRIDE);
        } catch (FileNotFoundException e) {
            try {
                // This says whether the file is missing or must not be read.
                return Files.readAllBytes(file);
            } catch (NoSuchFileException missing) {
                throw FormatFile.refused(
                        "the database has lost its " + FILE_NAME + " file; restore a backup",
                        directory);
            }
        }
    }

    long version() {
        return version;
    }

    /** Replaces the number; it survives a power cut when this returns. */
    void write(long next) throws IOException {
        if (writer == null) {
            writer = new RandomAccessFile(file.toFile(), "rw");
        }
        writer.seek((generation + 1) % SLOTS * SLOT_STRIDE);
        writer.write(slot(generation + 1, next).array());
        writer.getFD().sync();
        generation++;
        version = next;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    private static boolean isSound(ByteBuffer bytes, int at) {
        return bytes.getInt(at + CHECKED_BYTES) == checksum(bytes.slice(at, CHECKED_BYTES));
    }

    private static ByteBuffer slot(long generation, long version) {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES).putLong(generation).putLong(version);
        return slot.putInt(checksum(slot.slice(0, CHECKED_BYTES))).flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
