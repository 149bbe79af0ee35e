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

    private Exhaustive() {}

    /** Offers every vector its nearest. */
    static void fill(
            VectorRows rows, Metric metric, Reservoirs reservoirs, Workers workers, Stage stage) {
        BlockPairs pairs = new BlockPairs(rows.count());
        stage.begin("comparing", rows.count());
        Centred centred = new Centred(rows, metric);
        workers.run(
                pairs.count(),
                1,
                _ -> new Compared(rows.dimension(), centred, reservoirs),
                (compared, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        int first = pairs.first(i);
                        int second = pairs.second(i);
                        compared.look(first, second, pairs);
                        if (first == second) {
                            stage.advance(pairs.size(first));
                        }
                    }
                });
    }

    /** The pairs of blocks of rows, each pair once, those with the same first block together. */
    private record BlockPairs(int rows) {

        /** Rows of a block: as many as fit into the cache with their distances. */
        static final int SIZE = 512;

        int blocks() {
            return Math.ceilDiv(rows, SIZE);
        }

        int count() {
            return blocks() * (blocks() + 1) / 2;
        }

        /** Returns the block that is paired with itself and all behind it. */
        int first(int pair) {
            int first = 0;
            int before = 0;
            while (before + blocks() - first <= pair) {
                before += blocks() - first;
                first++;
            }
            return first;
        }

        int second(int pair) {
            int first = first(pair);
            return first + pair - (first * blocks() - first * (first - 1) / 2);
        }

        int begin(int block) {
            return block * SIZE;
        }

        int size(int block) {
            return Math.min(SIZE, rows - begin(block));
        }
    }

    /** All vectors less their mean, and the squares of their lengths, where the metric wants it. */
    private static final class Centred {

        private final VectorRows rows;
        private final Metric metric;
        private final float[] mean;
        private final float[] squares;

        Centred(VectorRows rows, Metric metric) {
            this.rows = rows;
            this.metric = metric;
            this.mean = new float[rows.dimension()];
            this.squares = new float[rows.count()];
            if (metric != Metric.L2) {
                return;
            }
            float[] vector = new float[rows.dimension()];
            for (int i = 0; i < rows.count(); i++) {
                rows.copy(i, vector, 0);
                add(vector);
            }
            for (int i = 0; i < rows.count(); i++) {
                copy(i, vector, 0);
                squares[i] = square(vector);
            }
        }

        private void add(float[] vector) {
            for (int d = 0; d < vector.length; d++) {
                mean[d] += vector[d] / squares.length;
            }
        }

        private static float square(float[] vector) {
            float square = 0;
            for (float x : vector) {
                square += x * x;
            }
            return square;
        }

        void copy(int row, float[] target, int at) {
            rows.copy(row, target, at);
            for (int d = 0; d < mean.length; d++) {
                target[at + d] -= mean[d];
            }
        }

        /** Makes distances of the products of a row with the rows from {@code first} on. */
        void measure(int row, int first, float[] products, int at, int count) {
            float factor = metric == Metric.L2 ? -2 : -1;
            float base = squares[row] + (metric == Metric.COSINE ? 1 : 0);
            for (int j = 0; j < count; j++) {
                products[at + j] = base + squares[first + j] + factor * products[at + j];
            }
        }

        /** A squared distance is not negative, whatever was lost in taking it. */
        float atLeast(float distance) {
            return metric == Metric.L2 ? Math.max(0, distance) : distance;
        }
    }

    /** A pair of blocks as a thread compares them. */
    private static final class Compared {

        private static final int SIDE = BlockPairs.SIZE;

        private final int dimension;
        private final Centred centred;
        private final Reservoirs reservoirs;
        private final DenseBlock block = DenseBlock.best();
        private final float[] vectors;
        private final float[] others;
        private final float[] panels;
        private final float[] distances = new float[SIDE * SIDE];
        private final float[] turned = new float[SIDE * SIDE];
        private final SmallestFloats smallest;
        private final long[] offered;
        private final long[] scratch;
        private int loaded = -1;

        Compared(int dimension, Centred centred, Reservoirs reservoirs) {
            this.dimension = dimension;
            this.centred = centred;
            this.reservoirs = reservoirs;
            this.vectors = new float[SIDE * dimension];
            this.others = new float[SIDE * dimension];
            this.panels = new float[block.panelFloats(SIDE, dimension)];
            this.smallest = SmallestFloats.best(reservoirs.capacity());
            this.offered = new long[reservoirs.capacity()];
            this.scratch = new long[reservoirs.capacity()];
        }

        void look(int first, int second, BlockPairs pairs) {
            if (first != loaded) {
                load(pairs.begin(first), pairs.size(first), vectors);
                loaded = first;
            }
            load(pairs.begin(second), pairs.size(second), others);
            block.pack(others, pairs.size(second), dimension, panels);
            multiply(pairs.size(first), pairs.size(second));
            for (int i = 0; i < pairs.size(first); i++) {
                int row = pairs.begin(first) + i;
                centred.measure(row, pairs.begin(second), distances, i * SIDE, pairs.size(second));
                if (first == second) {
                    distances[i * SIDE + i] = Float.POSITIVE_INFINITY;
                }
            }
            offer(distances, pairs.begin(first), pairs.size(first), pairs, second);
            if (first != second) {
                turn();
                offer(turned, pairs.begin(second), pairs.size(second), pairs, first);
            }
        }

        private void load(int begin, int count, float[] target) {
            for (int i = 0; i < count; i++) {
                centred.copy(begin + i, target, i * dimension);
            }
        }

        private void multiply(int rows, int columns) {
            for (int j = 0; j < columns; j += block.columns()) {
                multiplyPanel(rows, j);
            }
        }

        private void multiplyPanel(int rows, int column) {
            for (int i = 0; i < rows; i += DenseBlock.ROWS) {
                block.multiply(
                        vectors,
                        i * dimension,
                        panels,
                        column * dimension,
                        dimension,
                        distances,
                        i * SIDE + column,
                        SIDE);
            }
        }

        /** Turns the distances over the diagonal, in squares that stay in the cache. */
        private void turn() {
            int square = 32;
            for (int i = 0; i < SIDE; i += square) {
                for (int j = 0; j < SIDE; j += square) {
                    turn(i, j, square);
                }
            }
        }

        private void turn(int firstRow, int firstColumn, int square) {
            for (int j = firstColumn; j < firstColumn + square; j++) {
                for (int i = firstRow; i < firstRow + square; i++) {
                    turned[j * SIDE + i] = distances[i * SIDE + j];
                }
            }
        }

        private void offer(float[] from, int begin, int count, BlockPairs pairs, int block) {
            for (int i = 0; i < count; i++) {
                offer(from, i * SIDE, begin + i, pairs.begin(block), pairs.size(block));
            }
        }

        private void offer(float[] from, int at, int row, int firstOther, int many) {
            float bound = reservoirs.bound(row);
            int found = smallest.find(from, at, at + many, bound);
            int kept = 0;
            for (int i = 0; i < found; i++) {
                long ranked = smallest.get(i);
                float distance = Ranked.distance(ranked);
                if (distance < Float.POSITIVE_INFINITY) {
                    offered[kept++] =
                            Ranked.of(centred.atLeast(distance), firstOther + Ranked.row(ranked));
                }
            }
            if (kept > 0) {
                Arrays.sort(offered, 0, kept);
                reservoirs.offer(row, offered, kept, scratch);
            }
        }
    }
}
