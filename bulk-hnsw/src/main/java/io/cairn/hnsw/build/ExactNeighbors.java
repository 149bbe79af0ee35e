package io.cairn.hnsw.build;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.NearestBuffer;
import io.cairn.hnsw.kernel.Ranked;
import java.util.Arrays;

/** Finds nearest neighbours by comparing with all vectors. Immutable. */
final class ExactNeighbors {

    private static final int PIECE = 2048;

    private final VectorRows rows;
    private final Distances distances;
    private final int wanted;

    ExactNeighbors(VectorRows rows, Metric metric, int wanted) {
        this.rows = rows;
        this.distances = Distances.of(metric, Encoding.F32, rows.dimension());
        this.wanted = wanted;
    }

    /** What a thread has found. */
    private final class Found {
        final int[] numbers = new int[PIECE];
        final float[] measured = new float[PIECE];

        void look(int row, int begin, int end, NearestBuffer nearest) {
            for (int i = begin; i < end; i++) {
                numbers[i - begin] = i;
            }
            distances.toRows(
                    rows.memory(), rows.offset(row), rows.memory(), numbers, end - begin, measured);
            synchronized (nearest) {
                for (int i = begin; i < end; i++) {
                    nearest.offer(Ranked.of(measured[i - begin], i));
                }
            }
        }
    }

    /** Returns the nearest of some rows, themselves among them. */
    long[][] of(int[] sample, Workers workers) {
        NearestBuffer[] nearest = new NearestBuffer[sample.length];
        Arrays.setAll(nearest, _ -> new NearestBuffer(wanted));
        workers.run(
                rows.count(),
                PIECE,
                _ -> new Found(),
                (found, begin, end) -> {
                    for (int i = 0; i < sample.length; i++) {
                        found.look(sample[i], begin, end, nearest[i]);
                    }
                });
        return Arrays.stream(nearest).map(NearestBuffer::sorted).toArray(long[][]::new);
    }
}
