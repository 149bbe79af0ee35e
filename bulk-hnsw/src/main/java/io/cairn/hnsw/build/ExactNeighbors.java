package io.cairn.hnsw.build;

import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.DenseBlock;
import io.cairn.hnsw.kernel.NearestBuffer;
import io.cairn.hnsw.kernel.Ranked;

/**
 * Finds nearest neighbours of some rows by comparing them with all, in blocks. Squared distances of
 * vectors whose lengths are far greater lose digits, which a sample can bear. Thread-safe.
 */
final class ExactNeighbors {

    private static final int AT_ONCE = 64;

    private final VectorRows rows;
    private final Metric metric;
    private final int wanted;
    private final DenseBlock block = DenseBlock.best();
    private final int dimension;

    ExactNeighbors(VectorRows rows, Metric metric, int wanted) {
        this.rows = rows;
        this.metric = metric;
        this.wanted = wanted;
        this.dimension = rows.dimension();
    }

    /** Returns the nearest of some rows, themselves among them. */
    long[][] of(int[] sample, Workers workers) {
        float[] vectors = new float[sample.length * dimension];
        for (int i = 0; i < sample.length; i++) {
            rows.copy(sample[i], vectors, i * dimension);
        }
        float[] panels = new float[block.panelFloats(sample.length, dimension)];
        block.pack(vectors, sample.length, dimension, panels);
        float[] lengths = lengths(vectors, sample.length);
        NearestBuffer[] nearest = new NearestBuffer[sample.length];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = new NearestBuffer(wanted);
        }
        workers.run(
                rows.count(),
                AT_ONCE,
                _ -> new Some(sample.length, panels, lengths),
                (some, begin, end) -> some.look(begin, end, nearest));
        long[][] sorted = new long[nearest.length][];
        for (int i = 0; i < nearest.length; i++) {
            sorted[i] = nearest[i].sorted();
        }
        return sorted;
    }

    /** Returns the squares of the vectors' lengths; zeros where the metric does not need them. */
    private float[] lengths(float[] vectors, int count) {
        float[] lengths = new float[count];
        for (int i = 0; metric == Metric.L2 && i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                lengths[i] += vectors[i * dimension + d] * vectors[i * dimension + d];
            }
        }
        return lengths;
    }

    /** What a thread compares at once. */
    private final class Some {
        private final float[] panels;
        private final float[] sampleLengths;
        private final int stride;
        private final float[] vectors = new float[AT_ONCE * dimension];
        private final float[] products;

        Some(int samples, float[] panels, float[] sampleLengths) {
            this.panels = panels;
            this.sampleLengths = sampleLengths;
            this.stride = Math.ceilDiv(samples, block.columns()) * block.columns();
            this.products = new float[AT_ONCE * stride];
        }

        void look(int begin, int end, NearestBuffer[] nearest) {
            for (int row = begin; row < end; row++) {
                rows.copy(row, vectors, (row - begin) * dimension);
            }
            for (int j = 0; j < stride; j += block.columns()) {
                for (int i = 0; i < end - begin; i += DenseBlock.ROWS) {
                    block.multiply(
                            vectors,
                            i * dimension,
                            panels,
                            j * dimension,
                            dimension,
                            products,
                            i * stride + j,
                            stride);
                }
            }
            float[] own = lengths(vectors, end - begin);
            for (int j = 0; j < nearest.length; j++) {
                offer(nearest[j], j, begin, end, own);
            }
        }

        private void offer(NearestBuffer nearest, int number, int begin, int end, float[] own) {
            synchronized (nearest) {
                for (int i = 0; i < end - begin; i++) {
                    float product = products[i * stride + number];
                    nearest.offer(
                            Ranked.of(
                                    metric == Metric.L2
                                            ? own[i] + sampleLengths[number] - 2 * product
                                            : -product,
                                    begin + i));
                }
            }
        }
    }
}
