package io.cairn.ipc.server.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file beside the socket that holds the server's process number, and the lock that keeps a
 * second server away: a lock of the operating system on that file, which ends with the process. So
 * the file of a killed server locks nobody out. Used by one thread at a time.
 *
 * <p>The first line is at every moment the number of the present or of the last server, or missing:
 * it is written in one call, over what was there.
 */
final class PidFile implements AutoCloseable {

    private static final int TEXT_BYTES_MAX = 64;
    private static final int ATTEMPTS_MAX = 100;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final FileChannel channel;

    private PidFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the file, or takes over one that a dead server left.
     *
     * @throws InUseException when a live process holds it
     * @throws IOException when the file cannot be made
     */
    static PidFile claim(Path path) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            PidFile file = attempt(path);
            if (file != null) {
                return file;
            }
        }
        throw new IOException(path + " is removed and made again all the time by other processes");
    }

    /** Returns null when another process removed the file meanwhile. */
    private static @Nullable PidFile attempt(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path,
                        Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE),
                        OWNER_ONLY);
        boolean mine = false;
        try {
            // What is open cannot be replaced unnoticed: its key is not given to another file.
            Object opened = key(path);
            lock(path, channel);
            mine = opened != null && Objects.equals(opened, key(path));
            if (mine) {
                byte[] text =
                        (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
                channel.write(ByteBuffer.wrap(text), 0);
                channel.truncate(text.length);
            }
            return mine ? new PidFile(path, channel) : null;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        boolean held;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            held = false;
        }
        if (!held) {
            OptionalLong pid = parse(channel);
            throw new InUseException(
                    "a server is running already, process "
                            + (pid.isPresent() ? Long.toString(pid.getAsLong()) : "unknown")
                            + " (it holds "
                            + path
                            + "); stop it, or choose another --socket");
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    /**
     * Reads the number of the present or the last server.
     *
     * @return empty when there is no such file or no number in it
     * @throws IOException when it cannot be read
     */
    static OptionalLong read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return parse(channel);
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong parse(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(TEXT_BYTES_MAX);
        channel.read(text, 0);
        String first =
                new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII)
                        .lines()
                        .findFirst()
                        .orElse("");
        return first.matches("[1-9][0-9]{0,17}")
                ? OptionalLong.of(Long.parseLong(first))
                : OptionalLong.empty();
    }

    /** Removes the file, then lets others make one. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(path);
        } finally {
            channel.close();
        }
    }
}
