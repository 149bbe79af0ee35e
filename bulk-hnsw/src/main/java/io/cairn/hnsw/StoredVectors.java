package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.hnsw.build.Stage;
import io.cairn.hnsw.build.Workers;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.vector.VectorSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings vectors into the form in which an index stores them: checked to be finite, and scaled to
 * length 1 where the metric wants that. Used by one thread.
 */
final class StoredVectors {

    private static final int PIECE = 512;

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

    /** Returns how many vectors a source has. */
    static int countOf(VectorSource source) {
        long count = source.count();
        if (count > Integer.MAX_VALUE) {
            throw new LimitException(
                    "an index has room for 2,147,483,647 vectors; divide them",
                    null,
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
            if (got == 0) {
                throw new InvalidArgumentException(
                        "the source ended before its last vector",
                        "source",
                        source.name(),
                        "read",
                        read,
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
        AtomicInteger bad = new AtomicInteger(Integer.MAX_VALUE);
        boolean scale = options.metric() == Metric.COSINE;
        workers.run(
                rows.count() - first,
                PIECE,
                _ -> new float[rows.dimension()],
                (vector, begin, end) -> {
                    for (int row = first + begin; row < first + end; row++) {
                        rows.copy(row, vector, 0);
                        if (!QueryVectors.isFinite(vector)) {
                            int found = row - first;
                            bad.accumulateAndGet(found, Math::min);
                        } else if (scale) {
                            QueryVectors.scale(vector);
                            rows.set(row, vector, 0);
                        }
                    }
                });
        if (bad.get() < Integer.MAX_VALUE) {
            throw new InvalidArgumentException(
                    "a vector has a component that is not a finite number",
                    "source",
                    source.name(),
                    "row",
                    bad.get());
        }
    }
}
