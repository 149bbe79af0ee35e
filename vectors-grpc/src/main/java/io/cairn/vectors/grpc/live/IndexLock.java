package io.cairn.vectors.grpc.live;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps other servers away from the directory of an index. Whoever made it closes it. */
final class IndexLock implements AutoCloseable {

    static final String FILE = "lock";

    private final FileChannel channel;

    private IndexLock(FileChannel channel) {
        this.channel = channel;
    }

    static IndexLock take(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                taken = lock(channel) != null;
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
            if (!taken) {
                throw new UnavailableException(
                        ErrorCode.LOCKED,
                        "another server has the index open; stop it, or choose another root directory",
                        null,
                        "directory",
                        directory);
            }
            return new IndexLock(channel);
        } catch (IOException e) {
            throw new UnavailableException(
                    ErrorCode.IO, "the index cannot be locked", e, "file", file);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UnavailableException(
                    ErrorCode.IO, "the lock of an index cannot be given back", e);
        }
    }
}
