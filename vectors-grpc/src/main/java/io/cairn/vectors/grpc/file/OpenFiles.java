package io.cairn.vectors.grpc.file;

import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.HnswIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Index files that are kept open, the least recently used of which are closed when there are too
 * many. One that searches use is closed when they are done. A file that has changed is opened
 * again. Thread-safe; whoever made it closes it.
 */
public final class OpenFiles implements AutoCloseable {

    private final int most;

    /** In the order of use, the longest unused first. Guarded by this. */
    private final Map<Path, Opened> files = new LinkedHashMap<>(16, 0.75f, true);

    /** Guarded by this. */
    private boolean closed;

    /** What tells one version of a file from another. */
    private record Stamp(@Nullable Object key, FileTime modified, long size) {

        static Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.fileKey(), now.lastModifiedTime(), now.size());
            } catch (IOException e) {
                throw new UnavailableException(
                        ErrorCode.IO,
                        "the file cannot be looked at",
                        e,
                        "file",
                        file.getFileName());
            }
        }
    }

    private record Opened(Stamp stamp, SharedIndex index) {}

    /**
     * Keeps files open.
     *
     * @param most how many, besides those that are being searched
     */
    public OpenFiles(int most) {
        this.most = most;
    }

    /**
     * Opens a file, or takes the open one.
     *
     * @param file its path without symbolic links
     * @return the index, held; the caller releases it
     * @throws io.cairn.error.CorruptionException when it is no index file, or damaged
     * @throws UnavailableException when it cannot be read
     */
    public SharedIndex hold(Path file) {
        Stamp stamp = Stamp.of(file);
        SharedIndex kept = kept(file, stamp);
        if (kept != null) {
            return kept;
        }
        // Not under the lock, as others search meanwhile. When two open the same, the second's is
        // kept.
        SharedIndex opened = new SharedIndex(HnswIndex.open(file));
        keep(file, new Opened(stamp, opened));
        return opened;
    }

    private synchronized @Nullable SharedIndex kept(Path file, Stamp stamp) {
        checkOpen();
        Opened opened = files.get(file);
        if (opened == null) {
            return null;
        }
        if (!opened.stamp().equals(stamp)) {
            files.remove(file);
            opened.index().release();
            return null;
        }
        return opened.index().hold() ? opened.index() : null;
    }

    private synchronized void keep(Path file, Opened opened) {
        if (closed) {
            opened.index().release();
            checkOpen();
        }
        opened.index().hold();
        Opened before = files.put(file, opened);
        if (before != null) {
            before.index().release();
        }
        Iterator<Opened> oldest = files.values().iterator();
        while (files.size() > most) {
            Opened dropped = oldest.next();
            oldest.remove();
            dropped.index().release();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw ClosedException.closed("server");
        }
    }

    /** Returns how many files are kept open. */
    synchronized int size() {
        return files.size();
    }

    /** Closes the files; those that are being searched when that is done. */
    @Override
    public synchronized void close() {
        closed = true;
        files.values().forEach(opened -> opened.index().release());
        files.clear();
    }
}
