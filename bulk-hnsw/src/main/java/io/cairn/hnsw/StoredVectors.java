package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.hnsw.build.Stage;
import io.cairn.hnsw.build.Workers;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.vector.VectorSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings vectors into the form in which an index stores them: checked to be finite, and scaled to
 * length 1 where the metric wants that. Used by one thread.
 */
final class StoredVectors {

    private static final int PIECE = 512;
    private static final int DIMENSION_MAX = 65_536;

    private final VectorRows rows;
    private final HnswBuildOptions options;
    private final Workers workers;
    private final Stage stage;

    /** Takes where the vectors go. */
    StoredVectors(VectorRows rows, HnswBuildOptions options, Workers workers, Stage stage) {
        this.rows = rows;
        this.options = options;
        this.workers = workers;
        this.stage = stage;
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

    /**
     * Reads all of a source.
     *
     * @param first the row at which to begin
     * @param ids where to put the ids, by row
     */
    void read(VectorSource source, int first, long[] ids) {
        int total = rows.count() - first;
        stage.begin("reading", total);
        long[] some = new long[Math.min(options.batchSize(), Math.max(1, total))];
        int read = 0;
        while (read < total) {
            int max = Math.min(some.length, total - read);
            long at = rows.offset(first + read);
            int got =
                    source.read(
                            rows.memory().asSlice(at, (long) max * rows.rowBytes()),
                            rows.rowBytes(),
                            some,
                            max);
            if (got < 1 || got > max) {
                throw new InvalidArgumentException(
                        "the source ended before its last vector, or gave more than it was asked for",
                        "source",
                        source.name(),
                        "read",
                        read + (long) got,
                        "expected",
                        total);
            }
            System.arraycopy(some, 0, ids, first + read, got);
            read += got;
            stage.advance(got);
        }
        prepare(source, first);
    }

    private void prepare(VectorSource source, int first) {
        AtomicReference<@Nullable Refused> refused = new AtomicReference<>();
        workers.run(
                rows.count() - first,
                PIECE,
                _ -> new float[rows.dimension()],
                (vector, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        rows.copy(first + i, vector, 0);
                        String fault = QueryVectors.prepare(vector, options.metric());
                        if (fault != null) {
                            refused.accumulateAndGet(new Refused(i, fault), Refused::first);
                        } else if (options.metric() == Metric.COSINE) {
                            rows.set(first + i, vector, 0);
                        }
                    }
                });
        Refused found = refused.get();
        if (found != null) {
            throw new InvalidArgumentException(
                    found.fault(), "source", source.name(), "row", found.row());
        }
    }

    /** A vector that cannot be stored. */
    private record Refused(int row, String fault) {

        static Refused first(@Nullable Refused one, @Nullable Refused other) {
            Refused next = Objects.requireNonNull(other);
            return one != null && one.row < next.row ? one : next;
        }
    }
}
