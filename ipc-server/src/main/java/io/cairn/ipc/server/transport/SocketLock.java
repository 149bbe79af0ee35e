package io.cairn.ipc.server.transport;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a socket's path to one server at a time, by an operating system's lock on a file beside it,
 * which holds the server's process identifier for others to read. The lock ends with the process.
 * The file stays: deleting it could hand the lock to two servers.
 */
final class SocketLock implements AutoCloseable {

    /** Far behind the text, so that others can read it. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int PID_BYTES_MAX = 32;

    /** Locks belong to a process, so a set keeps the servers of this one apart. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private SocketLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static SocketLock acquire(Path socket) throws IOException {
        Path directory = SocketFile.directoryOf(socket).toRealPath();
        Path file = directory.resolve(socket.getFileName() + ".lock");
        if (!HELD_HERE.add(file)) {
            throw held(socket, ProcessHandle.current().pid() + " (this process)", null);
        }
        boolean done = false;
        try {
            SocketLock lock = lock(socket, file);
            done = true;
            return lock;
        } finally {
            if (!done) {
                HELD_HERE.remove(file);
            }
        }
    }

    private static SocketLock lock(Path socket, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE,
                                LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw held(socket, holder(channel), null);
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid), 0);
            return new SocketLock(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(file);
        }
    }

    /** Says that another server has the socket. */
    static UnavailableException held(Path socket, String pid, @Nullable Throwable cause) {
        return new UnavailableException(
                ErrorCode.LOCKED,
                "another server listens on this socket; stop it, or choose another path",
                cause,
                "pid",
                pid,
                "path",
                socket);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).trim();
        return pid.isEmpty() ? "unknown" : pid;
    }
}
