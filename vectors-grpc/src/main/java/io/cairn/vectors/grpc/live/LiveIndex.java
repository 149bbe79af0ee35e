package io.cairn.vectors.grpc.live;

import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.IndexInfo;
import io.cairn.hnsw.Neighbor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An index that takes vectors while it is searched. Thread-safe; whoever opens it closes it.
 *
 * <p>A vector is first written to a log, and found by comparing with all that are in it; when there
 * are enough they are linked into the graph, in the background. What {@link #insert} has returned
 * for is on disk, and stays whatever happens to the process.
 */
public final class LiveIndex implements AutoCloseable {

    private final Definition definition;
    private final IndexLock lock;
    private final LiveVectors vectors;

    private LiveIndex(Definition definition, IndexLock lock, LiveVectors vectors) {
        this.definition = definition;
        this.lock = lock;
        this.vectors = vectors;
    }

    /**
     * What an index holds.
     *
     * @param vectors how many vectors
     * @param maxLayer the uppermost layer of the graph
     * @param bytes the mapped file, and the vectors that are not in it
     * @param averageConnections links of a vector of the graph, on average
     */
    public record Stats(long vectors, int maxLayer, long bytes, double averageConnections) {}

    /** Makes an empty index in a directory that exists and holds nothing. */
    static LiveIndex create(
            Path directory, Definition definition, LiveSettings settings, Executor background) {
        IndexLock lock = IndexLock.take(directory);
        return opened(
                lock,
                () -> {
                    IndexFiles files = new IndexFiles(directory);
                    files.deletePartial();
                    LiveVectors vectors = LiveVectors.open(files, definition, settings, background);
                    boolean written = false;
                    try {
                        // Last: with it there is an index.
                        definition.write(directory);
                        written = true;
                    } finally {
                        if (!written) {
                            vectors.close();
                        }
                    }
                    return new LiveIndex(definition, lock, vectors);
                });
    }

    /** Opens the index of a directory. */
    static LiveIndex open(Path directory, LiveSettings settings, Executor background) {
        IndexLock lock = IndexLock.take(directory);
        return opened(
                lock,
                () -> {
                    Definition definition = Definition.read(directory);
                    IndexFiles files = new IndexFiles(directory);
                    files.deletePartial();
                    LiveVectors vectors = LiveVectors.open(files, definition, settings, background);
                    return new LiveIndex(definition, lock, vectors);
                });
    }

    private static LiveIndex opened(IndexLock lock, Supplier<LiveIndex> opening) {
        boolean opened = false;
        try {
            LiveIndex index = opening.get();
            opened = true;
            return index;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /**
     * Returns what the index was created with.
     *
     * @return the definition
     */
    public Definition definition() {
        return definition;
    }

    /**
     * Checks a vector and prepares it for {@link #insert} or {@link #search}.
     *
     * @param vector one that nobody else uses; scaled in place where the metric wants that
     * @return what is wrong with it; empty when nothing is
     */
    public Optional<String> prepare(float[] vector) {
        if (vector.length != definition.dimension()) {
            return Optional.of(
                    "it has "
                            + vector.length
                            + " components, the index has "
                            + definition.dimension());
        }
        return Optional.ofNullable(VectorMath.prepare(vector, definition.metric()));
    }

    /**
     * Inserts vectors, and returns when they are on disk.
     *
     * @param ids their ids; none may be in the index
     * @param rows {@link #prepare prepared}; not copied
     * @param whole whether none is inserted when an id is taken; otherwise only the vectors of ids
     *     that are taken are left out
     * @return what was done
     * @throws io.cairn.error.LimitException when they come faster than they are linked in, and did
     *     so for long
     * @throws io.cairn.error.UnavailableException when they could not be written
     * @throws ClosedException when the index was closed
     */
    public InsertOutcome insert(long[] ids, float[][] rows, boolean whole) {
        if (ids.length != rows.length) {
            throw new InvalidArgumentException(
                    "there must be one id for each vector", "ids", ids.length, "rows", rows.length);
        }
        return ids.length == 0
                ? new InsertOutcome(0, List.of())
                : vectors.insert(new Insertion(ids, rows, whole));
    }

    /**
     * Finds the nearest vectors.
     *
     * @param query {@link #prepare prepared}
     * @param k how many to find, at least 1
     * @param ef how many candidates of the graph to look behind
     * @return the nearest, nearest first
     * @throws ClosedException when the index was closed
     */
    public List<Neighbor> search(float[] query, int k, int ef) {
        View view = vectors.hold();
        try {
            return view.search(query, k, ef, definition.metric());
        } finally {
            view.release();
        }
    }

    /**
     * Describes what the index holds.
     *
     * @return numbers of one moment
     * @throws ClosedException when the index was closed
     */
    public Stats stats() {
        View view = vectors.hold();
        try {
            long waiting = view.unsaved();
            long waitingBytes =
                    waiting * (Long.BYTES + (long) definition.dimension() * Float.BYTES);
            if (view.graph() == null) {
                return new Stats(waiting, 0, waitingBytes, 0);
            }
            IndexInfo info = view.graph().index().info();
            return new Stats(
                    info.vectors() + waiting,
                    info.maxLayer(),
                    info.fileBytes() + waitingBytes,
                    info.averageConnections());
        } finally {
            view.release();
        }
    }

    /**
     * Tells why the index takes no vectors, or cannot link them.
     *
     * @return the last failure; empty when all is well
     */
    public Optional<CairnException> trouble() {
        @Nullable CairnException trouble = vectors.trouble();
        return Optional.ofNullable(trouble);
    }

    /** Waits until nothing is being linked. */
    void awaitFolds() {
        vectors.awaitFolds();
    }

    /** Tells how many vectors are not in the graph yet. */
    int unsaved() {
        View view = vectors.hold();
        try {
            return view.unsaved();
        } finally {
            view.release();
        }
    }

    /** Waits for vectors that are being linked in, then closes the files. */
    @Override
    public void close() {
        try {
            vectors.close();
        } finally {
            lock.close();
        }
    }
}
