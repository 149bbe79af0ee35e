package io.cairn.hnsw.file;

import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written beside its target and takes the target's place when it is complete. Used
 * by one thread; whoever creates it closes it, which removes a file that has not taken its place.
 *
 * <p>It is locked as long as it is written. A lock ends with its process, so an unlocked file was
 * left behind by a process that was killed, and the next one for the same target removes it. Locks
 * of the operating system belong to a process, and a process loses all it has on a file when it
 * closes that file once: a set keeps the files of this process apart, and none in it is opened
 * again.
 */
final class PartialFile implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PartialFile.class.getName());
    private static final String SUFFIX = ".partial";
    private static final int UNIQUE_CHARACTERS = 16;
    private static final int ATTEMPTS_MAX = 16;
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path path;
    private final FileChannel channel;
    private boolean inPlace;

    private PartialFile(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    /** Creates an empty file in the directory of the target, after removing what others left. */
    static PartialFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null || Files.isDirectory(absolute)) {
            throw new InvalidArgumentException(
                    "a file cannot take the place of a directory; name a file", "file", target);
        }
        Path directory = parent.toRealPath();
        removeLeftovers(directory, name.toString());
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            Path path = directory.resolve(prefix(name.toString()) + unique() + SUFFIX);
            HELD_HERE.add(path);
            FileChannel locked = null;
            try {
                locked = createLocked(path);
            } finally {
                if (locked == null) {
                    HELD_HERE.remove(path);
                }
            }
            if (locked != null) {
                return new PartialFile(directory.resolve(name), path, locked);
            }
        }
        throw new IOException("new files in " + directory + " are removed at once by others");
    }

    FileChannel channel() {
        return channel;
    }

    /** Returns where the file is now, for messages. */
    Path path() {
        return path;
    }

    /** Makes all that was written safe on disk, and then the file the target. */
    void takePlace() throws IOException {
        channel.force(true);
        Files.move(
                path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        inPlace = true;
        try (FileChannel directory =
                FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (!HELD_HERE.contains(path)) {
            return;
        }
        try {
            if (!inPlace) {
                Files.deleteIfExists(path);
            }
        } finally {
            try {
                channel.close();
            } finally {
                HELD_HERE.remove(path);
            }
        }
    }

    /** Returns null when another process took the new file for a leftover before it was locked. */
    private static @Nullable FileChannel createLocked(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean kept = false;
        try {
            kept = channel.tryLock() != null && Files.exists(path);
            return kept ? channel : null;
        } finally {
            if (!kept) {
                Files.deleteIfExists(path);
                channel.close();
            }
        }
    }

    private static void removeLeftovers(Path directory, String name) throws IOException {
        String prefix = prefix(name);
        int length = prefix.length() + UNIQUE_CHARACTERS + SUFFIX.length();
        DirectoryStream.Filter<Path> partial =
                path -> {
                    String other = path.getFileName().toString();
                    return other.startsWith(prefix)
                            && other.endsWith(SUFFIX)
                            && other.length() == length;
                };
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, partial)) {
            for (Path path : paths) {
                if (!HELD_HERE.contains(path)
                        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessHeld(path);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Leaves alone what is locked, and what this process may not remove. */
    private static void removeUnlessHeld(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | OverlappingFileLockException e) {
            LOG.log(System.Logger.Level.DEBUG, "a leftover file stays: {0}", path, e);
        }
    }

    private static String prefix(String name) {
        return "." + name + ".";
    }

    private static String unique() {
        return HexFormat.of().toHexDigits(UUID.randomUUID().getLeastSignificantBits());
    }
}
