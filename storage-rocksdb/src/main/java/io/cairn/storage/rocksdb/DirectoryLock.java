package io.cairn.storage.rocksdb;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory to one open engine. The lock is the operating system's, on a file that holds
 * its owner's process identifier for others to read; it ends with the process, so what a killed
 * process leaves behind locks nobody out. Such locks belong to a process, so a set keeps the
 * engines of this one apart.
 */
final class DirectoryLock implements AutoCloseable {

    static final String FILE_NAME = "CAIRN-LOCK";

    /**
     * Far behind the text, because elsewhere than on Unix a locked byte cannot be read by others.
     */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int PID_BYTES_MAX = 32;
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Tells whether somebody has locked the directory before, so that locking it adds no file. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE_NAME));
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw held(real, ProcessHandle.current().pid() + " (this process)");
        }
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            real.resolve(FILE_NAME),
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw held(real, holder(channel));
            }
            return new DirectoryLock(real, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(real);
            closeQuietly(channel, e);
            throw e;
        }
    }

    /** Tells others who holds the lock; before that nothing in an existing file has changed. */
    void sign() throws IOException {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(pid), 0);
        channel.truncate(pid.length);
    }

    /** Releases the directory. The file stays: deleting it could hand the lock to two others. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(directory);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return pid.isBlank() ? "unknown" : pid.lines().findFirst().orElse(pid);
    }

    private static void closeQuietly(@Nullable FileChannel channel, Exception e) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
        }
    }

    private static UnavailableException held(Path directory, String pid) {
        return new UnavailableException(
                ErrorCode.LOCKED,
                "the database is open already; close it there, or use it through that process",
                null,
                "pid",
                pid,
                "directory",
                directory);
    }
}
