package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name only when it is complete and on the device. Used by one thread
 * at a time.
 *
 * <p>It is written as {@code name.number.partial} in the same directory. Whoever opened it closes
 * it; closing without {@link #commit} deletes what was written. Only a killed process leaves the
 * partial file, which may then be deleted.
 */
public final class PendingFile implements AutoCloseable {

    /** So much is written at once, in bytes; it bounds the memory that the channel borrows. */
    private static final int PIECE_BYTES = 1 << 20;

    private static final int NAMES_MAX = 10_000;

    private final Path target;
    private final boolean overwrite;
    private final Path partial;
    private final FileChannel channel;
    private boolean committed;

    private PendingFile(Path target, boolean overwrite, Path partial, FileChannel channel) {
        this.target = target;
        this.overwrite = overwrite;
        this.partial = partial;
        this.channel = channel;
    }

    /**
     * Begins a file.
     *
     * @param target the name that it will get; its directory exists
     * @param overwrite whether it may replace a regular file of that name
     * @return the empty file; the caller closes it
     * @throws InvalidArgumentException when the target exists and may not be replaced, or its
     *     directory does not exist
     * @throws io.cairn.error.UnavailableException when the file system refuses
     */
    public static PendingFile create(Path target, boolean overwrite) {
        Path absolute = target.toAbsolutePath();
        if (absolute.getFileName() == null) {
            throw new InvalidArgumentException(
                    "the target is not the name of a file", "file", target);
        }
        checkTarget(absolute, overwrite);
        try {
            return create(absolute, overwrite, ProcessHandle.current().pid());
        } catch (IOException e) {
            throw FileFailure.writing(target, e);
        }
    }

    private static PendingFile create(Path target, boolean overwrite, long pid) throws IOException {
        for (int i = 0; ; i++) {
            Path partial =
                    target.resolveSibling(target.getFileName() + "." + pid + "-" + i + ".partial");
            try {
                FileChannel channel =
                        FileChannel.open(
                                partial,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                return new PendingFile(target, overwrite, partial, channel);
            } catch (FileAlreadyExistsException e) {
                if (i == NAMES_MAX) {
                    throw e;
                }
            }
        }
    }

    private static void checkTarget(Path target, boolean overwrite) {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isRegularFile(target)) {
            throw new InvalidArgumentException(
                    "the target is there and is not a regular file; name another", "file", target);
        }
        if (!overwrite) {
            throw new InvalidArgumentException(
                    "the target exists already; name another, or ask for it to be overwritten",
                    "file",
                    target);
        }
    }

    /**
     * Returns the channel, for reading, writing and mapping the partial file.
     *
     * @return a channel that closing this closes
     */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Appends bytes at the channel's position.
     *
     * @param bytes what to write; native memory or a heap array
     * @throws io.cairn.error.UnavailableException when they could not be written
     */
    public void write(MemorySegment bytes) {
        try {
            for (long at = 0; at < bytes.byteSize(); at += PIECE_BYTES) {
                long piece = Math.min(PIECE_BYTES, bytes.byteSize() - at);
                ByteBuffer buffer = bytes.asSlice(at, piece).asByteBuffer();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Turns a failure of {@link #channel} into an exception that names the target.
     *
     * @param e the failure
     * @return the exception, not yet thrown
     */
    public CairnException failure(IOException e) {
        return FileFailure.writing(target, e);
    }

    /**
     * Brings the file to the device, gives it its name and makes the name durable.
     *
     * @throws InvalidArgumentException when the target has come to exist meanwhile and may not be
     *     replaced
     * @throws io.cairn.error.UnavailableException when the file system refuses
     */
    public void commit() {
        checkTarget(target, overwrite);
        try {
            channel.force(true);
            channel.close();
            Files.move(
                    partial,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            committed = true;
            syncDirectory();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void syncDirectory() throws IOException {
        Path directory = target.getParent();
        /* Where directories cannot be opened, renames are durable without. */
        if (directory != null
                && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    /**
     * Deletes the partial file unless it was committed. Calling it again does nothing.
     *
     * @throws io.cairn.error.UnavailableException when it could not be deleted
     */
    @Override
    public void close() {
        try {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
