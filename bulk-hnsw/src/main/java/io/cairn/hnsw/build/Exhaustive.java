package io.cairn.hnsw.build;

import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.DenseBlock;
import io.cairn.hnsw.kernel.Ranked;
import io.cairn.hnsw.kernel.SmallestFloats;
import java.util.Arrays;

/**
 * Compares all vectors with all: for a few thousand that have no structure the fastest way to their
 * neighbours, since no search needs fewer comparisons by as much as a dense one is faster.
 * Stateless.
 */
final class Exhaustive {

    /** With more vectors, searching each one is faster. */
    static final int ROWS_MAX = 20_000;

    /** Rows that a thread compares with all others at once; packing those is paid once for all. */
    private static final int AT_ONCE = 256;

    private Exhaustive() {}

    /** Offers every vector its nearest. */
    static void fill(
            VectorRows rows, Metric metric, Reservoirs reservoirs, Workers workers, Stage stage) {
        stage.begin("comparing", rows.count());
        Panels panels = new Panels(rows, metric);
        workers.run(
                rows.count(),
                AT_ONCE,
                _ -> new Some(rows, metric, panels, reservoirs),
                (some, begin, end) -> {
                    some.look(begin, end);
                    stage.advance(end - begin);
                });
    }

    /**
     * All vectors less their mean, a group of columns at a time, and the squares of their lengths.
     */
    private static final class Panels {

        private final VectorRows rows;
        private final float[] mean;
        private final float[] squares;

        Panels(VectorRows rows, Metric metric) {
            this.rows = rows;
            this.mean = new float[rows.dimension()];
            this.squares = new float[rows.count()];
            if (metric != Metric.L2) {
                return;
            }
            float[] vector = new float[rows.dimension()];
            for (int i = 0; i < rows.count(); i++) {
                rows.copy(i, vector, 0);
                for (int d = 0; d < vector.length; d++) {
                    mean[d] += vector[d] / rows.count();
                }
            }
            for (int i = 0; i < rows.count(); i++) {
                copy(i, vector, 0);
                for (float x : vector) {
                    squares[i] += x * x;
                }
            }
        }

        void copy(int row, float[] target, int at) {
            rows.copy(row, target, at);
            for (int d = 0; d < mean.length; d++) {
                target[at + d] -= mean[d];
            }
        }
    }

    /** What a thread compares at once. */
    private static final class Some {

        private final VectorRows rows;
        private final Metric metric;
        private final Panels panels;
        private final Reservoirs reservoirs;
        private final DenseBlock block = DenseBlock.best();
        private final int stride;
        private final float[] own;
        private final float[] columns;
        private final float[] panel;
        private final float[] distances;
        private final SmallestFloats smallest;
        private final long[] offered;
        private final long[] scratch;

        Some(VectorRows rows, Metric metric, Panels panels, Reservoirs reservoirs) {
            this.rows = rows;
            this.metric = metric;
            this.panels = panels;
            this.reservoirs = reservoirs;
            int dimension = rows.dimension();
            this.stride = Math.ceilDiv(rows.count(), block.columns()) * block.columns();
            this.own = new float[AT_ONCE * dimension];
            this.columns = new float[block.columns() * dimension];
            this.panel = new float[block.columns() * dimension];
            this.distances = new float[AT_ONCE * stride];
            this.smallest = SmallestFloats.best(reservoirs.capacity());
            this.offered = new long[reservoirs.capacity()];
            this.scratch = new long[reservoirs.capacity()];
        }

        void look(int begin, int end) {
            int dimension = rows.dimension();
            for (int row = begin; row < end; row++) {
                panels.copy(row, own, (row - begin) * dimension);
            }
            for (int j = 0; j < rows.count(); j += block.columns()) {
                int many = Math.min(block.columns(), rows.count() - j);
                for (int i = 0; i < many; i++) {
                    panels.copy(j + i, columns, i * dimension);
                }
                block.pack(columns, many, dimension, panel);
                for (int i = 0; i < end - begin; i += DenseBlock.ROWS) {
                    block.multiply(
                            own,
                            i * dimension,
                            panel,
                            0,
                            dimension,
                            distances,
                            i * stride + j,
                            stride);
                }
            }
            for (int row = begin; row < end; row++) {
                offer(row, (row - begin) * stride);
            }
        }

        private void offer(int row, int at) {
            int count = rows.count();
            float factor = metric == Metric.L2 ? -2 : -1;
            float base = panels.squares[row] + (metric == Metric.COSINE ? 1 : 0);
            for (int j = 0; j < count; j++) {
                distances[at + j] = base + panels.squares[j] + factor * distances[at + j];
            }
            distances[at + row] = Float.POSITIVE_INFINITY;
            int found = smallest.find(distances, at, at + count);
            int kept = 0;
            for (int i = 0; i < found; i++) {
                long ranked = smallest.get(i);
                float distance = Ranked.distance(ranked);
                if (distance < Float.POSITIVE_INFINITY) {
                    offered[kept++] =
                            Ranked.of(
                                    metric == Metric.L2 ? Math.max(0, distance) : distance,
                                    Ranked.row(ranked));
                }
            }
            Arrays.sort(offered, 0, kept);
            reservoirs.offer(row, offered, kept, scratch);
        }
    }
}
