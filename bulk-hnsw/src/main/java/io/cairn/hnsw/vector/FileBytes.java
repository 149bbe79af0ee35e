package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a regular file of fixed length. Used by one thread at a time; whoever opened it
 * closes it.
 *
 * <p>A mapped file that somebody shortens makes memory accesses fail with an {@link InternalError},
 * sometimes a little after the access. {@link #copy} lets it pass; whoever calls it does so within
 * one {@code try} that ends with {@link #checkLength}, and turns the error into an exception with
 * {@link #fault}. {@link #read} does all of that for a single piece.
 */
abstract sealed class FileBytes implements AutoCloseable permits MappedBytes, WindowedBytes {

    static final ValueLayout.OfInt LITTLE_ENDIAN_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final long size;

    FileBytes(Path path, long size) {
        this.path = path;
        this.size = size;
    }

    /**
     * Opens a file.
     *
     * @param direct whether to read past the page cache, through a window, instead of mapping
     */
    static FileBytes open(Path path, boolean direct) {
        try {
            long size = regularSize(path);
            return direct ? WindowedBytes.open(path, size) : MappedBytes.open(path, size);
        } catch (UnsupportedOperationException e) {
            InvalidArgumentException refused =
                    new InvalidArgumentException(
                            "the file is in a file system that cannot map; copy it to the default one",
                            "file",
                            path);
            refused.addSuppressed(e);
            throw refused;
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
    }

    /** Opens a file and makes something of it; closes it again when that fails. */
    static VectorSource source(Path path, boolean direct, Function<FileBytes, VectorSource> maker) {
        FileBytes bytes = open(path, direct);
        boolean made = false;
        try {
            VectorSource source = maker.apply(bytes);
            made = true;
            return source;
        } finally {
            if (!made) {
                bytes.close();
            }
        }
    }

    private static long regularSize(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new InvalidArgumentException(
                    "this is a directory; name a file in it", "file", path);
        }
        if (!attributes.isRegularFile()) {
            throw new InvalidArgumentException(
                    "this is not a regular file; its length must be known, so store it in one",
                    "file",
                    path);
        }
        return attributes.size();
    }

    final Path path() {
        return path;
    }

    /** Returns the file's length when it was opened, in bytes. */
    final long size() {
        return size;
    }

    final String name() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** Copies bytes that lie before {@link #size}; see the class comment about errors. */
    abstract void copy(long position, MemorySegment target, long offset, long bytes);

    /**
     * Returns a part of the file as memory that any thread may read, or null where it is not
     * mapped. What the class comment says about errors holds for it too.
     */
    abstract @Nullable MemorySegment view(long position, long bytes);

    /** Returns the file's length now. */
    abstract long lengthNow() throws IOException;

    /** Refuses a file that has become shorter. */
    final void checkLength() {
        long now;
        try {
            now = lengthNow();
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
        if (now < size) {
            throw FileFailure.shortened(path, size, now);
        }
    }

    /** Explains an error that {@link #copy} let pass. */
    final CairnException fault(InternalError e) {
        checkLength();
        return new UnavailableException(
                ErrorCode.IO,
                "a page of memory could not be read or written; check the device of the file and that of"
                        + " what is being written",
                e,
                "file",
                path);
    }

    /** Copies bytes that lie before {@link #size}, and fails only with our exceptions. */
    final void read(long position, MemorySegment target, long offset, long bytes) {
        try {
            copy(position, target, offset, bytes);
            checkLength();
        } catch (InternalError e) {
            throw fault(e);
        }
    }

    /** Reads a little-endian int32. */
    final int intAt(long position) {
        MemorySegment word = MemorySegment.ofArray(new int[1]);
        read(position, word, 0, Integer.BYTES);
        return word.get(LITTLE_ENDIAN_INT, 0);
    }

    @Override
    public abstract void close();
}
