package io.cairn.ipc.server.transport;

import io.cairn.error.ConfigException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of a socket, from before it is there until it is gone. Only the server that holds the
 * {@link SocketLock} of the path uses this. Not thread-safe.
 */
final class SocketFile implements AutoCloseable {

    /**
     * What the JDK's channels take, on either side: one byte less than fits into the kernel's
     * structure for such addresses, which has room for 107 and a zero byte.
     */
    static final int PATH_BYTES_MAX = 106;

    private static final int TYPE_MASK = 0xF000;
    private static final int TYPE_SOCKET = 0xC000;

    private final Path path;
    private final SocketLock lock;

    /** What tells the file from another one at the same path; null while it is not there. */
    private @Nullable Object identity;

    private SocketFile(Path path, SocketLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes way for a socket: checks the path, makes its directory, takes the lock, and removes the
     * file of a server that is no more.
     */
    static SocketFile claim(Path path, OwnUser self) throws IOException {
        checkLength(path);
        Path directory = directoryOf(path);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (!self.owns(directory)) {
            throw new UnavailableException(
                    ErrorCode.PERMISSION,
                    "the socket's directory belongs to another user, who could replace the socket;"
                            + " choose a directory of your own",
                    null,
                    "directory",
                    directory,
                    "owner",
                    Files.getOwner(directory).getName());
        }
        SocketLock lock = SocketLock.acquire(path);
        try {
            removeStale(path);
            return new SocketFile(path, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    static Path directoryOf(Path socket) {
        Path parent = socket.getParent();
        return parent == null ? Path.of("") : parent;
    }

    Path path() {
        return path;
    }

    /** To be called when the socket has been bound: closes it to others, and remembers it. */
    void bound() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        identity = identify(path);
    }

    /**
     * Does something that may delete whatever file is at the path, as closing some of Netty's
     * channels does, and sees to it that another's file is there afterwards.
     */
    void keepForeign(Runnable deletes) throws IOException {
        Object own = identity;
        if (own == null
                || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                || own.equals(identify(path))) {
            deletes.run();
            return;
        }
        Path aside = path.resolveSibling(path.getFileName() + ".kept");
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        try {
            deletes.run();
        } finally {
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes the file if it is still the one that was bound; gives up the lock. */
    @Override
    public void close() throws IOException {
        try (lock) {
            Object own = identity;
            identity = null;
            if (own != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                if (own.equals(identify(path))) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static Object identify(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        // The time as well, because the number of a file that is gone is soon given to another.
        return List.of(attributes.fileKey(), attributes.creationTime());
    }

    private static void checkLength(Path path) {
        if (path.getFileName() == null || path.getFileName().toString().isEmpty()) {
            throw new ConfigException("/socket: must name a file", "path", path);
        }
        String encoding = System.getProperty("sun.jnu.encoding");
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        int bytes = path.toString().getBytes(charset).length;
        if (bytes > PATH_BYTES_MAX) {
            throw new ConfigException(
                    "/socket: the path of a Unix-domain socket is too long for the operating system;"
                            + " put the socket into a directory with a shorter path (the database"
                            + " may stay where it is), or start where a relative path is short",
                    "bytes",
                    bytes,
                    "max",
                    PATH_BYTES_MAX,
                    "path",
                    path);
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & TYPE_MASK) != TYPE_SOCKET) {
            throw new ConfigException(
                    "/socket: there is a file at this path that is no socket, and it was left alone;"
                            + " move it away or choose another path",
                    "path",
                    path);
        }
        if (Probe.isLive(path)) {
            throw SocketLock.held(path, Probe.holder(path), null);
        }
        Files.deleteIfExists(path);
    }
}
