package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.hnsw.build.Stage;
import io.cairn.hnsw.build.Workers;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.vector.RowsInPlace;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads vectors in the form in which an index stores them: checked to be finite, and scaled to
 * length 1 where the metric wants that and they differ from it by more than rounding does. Used by
 * one thread.
 */
final class StoredVectors {

    private static final String READING = "reading";
    private static final int PIECE = 64;
    private static final int DIMENSION_MAX = 65_536;

    private final VectorSource source;
    private final int total;
    private final Metric metric;
    private final Workers workers;
    private final Stage stage;
    private final long[] ids;
    private final long[] some;
    private final int batch;
    private int read;

    /**
     * Takes a source.
     *
     * @param batch how many vectors to read at once
     */
    StoredVectors(VectorSource source, Metric metric, int batch, Workers workers, Stage stage) {
        this.source = source;
        this.total = countOf(source);
        this.metric = metric;
        this.workers = workers;
        this.stage = stage;
        this.ids = new long[total];
        this.batch = Math.min(batch, Math.max(1, total));
        this.some = new long[this.batch];
        stage.begin(READING, total);
    }

    /** Returns how many vectors a source has; checks that an index can hold them. */
    static int countOf(VectorSource source) {
        if (source.dimension() < 1 || source.dimension() > DIMENSION_MAX) {
            throw new InvalidArgumentException(
                    "a dimension must be 1 to 65536",
                    "source",
                    source.name(),
                    "dimension",
                    source.dimension());
        }
        long count = source.count();
        if (count < 0) {
            throw new InvalidArgumentException(
                    "a source says that it has fewer than no vectors",
                    "source",
                    source.name(),
                    "vectors",
                    count);
        }
        if (count > Integer.MAX_VALUE) {
            throw new LimitException(
                    "an index has room for 2,147,483,647 vectors; divide them",
                    "source",
                    source.name(),
                    "vectors",
                    count);
        }
        return (int) count;
    }

    /** Returns the ids of what was read, by row of the source. */
    long[] ids() {
        return ids;
    }

    /** Returns how many vectors are read at once. */
    int batch() {
        return batch;
    }

    /**
     * Tells whether an index stores all vectors as they come. If so their ids are taken; if not, or
     * if they do not lie as rows do, nothing is, and they are to be read.
     */
    boolean areTakenAsTheyAre(RowsInPlace inPlace) {
        int rowBytes = Encoding.F32.rowBytes(source.dimension());
        if (rowBytes != source.dimension() * Float.BYTES) {
            return false;
        }
        for (int first = 0; first < total; first += batch) {
            int count = Math.min(batch, total - first);
            MemorySegment piece =
                    inPlace.memory().asSlice((long) first * rowBytes, (long) count * rowBytes);
            if (!prepare(new VectorRows(piece, count, source.dimension(), rowBytes), first)) {
                stage.begin(READING, total);
                return false;
            }
            stage.advance(count);
        }
        inPlace.takeIds(ids);
        return true;
    }

    /** Reads all into rows from {@code first} on. */
    void readAll(VectorRows rows, int first) {
        while (read < total) {
            long count = Math.min(batch, total - read);
            long at = rows.offset(first + read);
            read(rows.memory().asSlice(at, count * rows.rowBytes()));
        }
    }

    /**
     * Reads the vectors that come next.
     *
     * @param piece room for as many as are to be read, with rows as an index stores them in single
     *     precision
     */
    void read(MemorySegment piece) {
        int rowBytes = Encoding.F32.rowBytes(source.dimension());
        int wanted = (int) (piece.byteSize() / rowBytes);
        int got = 0;
        while (got < wanted) {
            int now =
                    source.read(
                            piece.asSlice((long) got * rowBytes),
                            rowBytes,
                            some,
                            Math.min(some.length, wanted - got));
            if (now < 1 || now > wanted - got) {
                throw new InvalidArgumentException(
                        "the source ended before its last vector, or gave more than it was asked for",
                        "source",
                        source.name(),
                        "read",
                        read + got,
                        "expected",
                        total);
            }
            System.arraycopy(some, 0, ids, read + got, now);
            got += now;
        }
        prepare(new VectorRows(piece, wanted, source.dimension(), rowBytes), read);
        read += wanted;
        stage.advance(wanted);
    }

    /**
     * Checks rows, and scales them unless their memory is read-only.
     *
     * @param first how many vectors come before them
     * @return whether all were as an index stores them
     */
    private boolean prepare(VectorRows rows, int first) {
        AtomicReference<@Nullable Refused> refused = new AtomicReference<>();
        AtomicBoolean scaled = new AtomicBoolean();
        boolean mayWrite = !rows.memory().isReadOnly();
        workers.run(
                rows.count(),
                PIECE,
                _ -> new float[rows.dimension()],
                (vector, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        rows.copy(i, vector, 0);
                        double squares = QueryVectors.squares(vector);
                        String fault = QueryVectors.fault(squares, metric);
                        if (fault != null) {
                            refused.accumulateAndGet(new Refused(i, fault), Refused::first);
                        } else if (QueryVectors.isScaled(squares, metric)) {
                            scaled.set(true);
                            if (mayWrite) {
                                QueryVectors.scale(vector, squares);
                                rows.set(i, vector, 0);
                            }
                        }
                    }
                });
        Refused found = refused.get();
        if (found != null) {
            throw new InvalidArgumentException(
                    found.fault(), "source", source.name(), "row", first + found.row());
        }
        return !scaled.get();
    }

    /** A vector that cannot be stored. */
    private record Refused(int row, String fault) {

        static Refused first(@Nullable Refused one, @Nullable Refused other) {
            Refused next = Objects.requireNonNull(other);
            return one != null && one.row < next.row ? one : next;
        }
    }
}
