package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.DenseBlock;
import io.cairn.hnsw.kernel.Ranked;
import io.cairn.hnsw.kernel.SmallestFloats;
import java.util.Arrays;

/**
 * Vectors to which others are assigned by Euclidean nearness. Thread-safe; an {@link Assignment} is
 * used by one thread at a time.
 */
final class Leaders {

    /** How many vectors are compared with a panel while that is in cache. */
    static final int AT_ONCE = 64;

    private final VectorRows rows;
    private final DenseBlock block = DenseBlock.best();
    private final int count;
    private final int dimension;
    private final int stride;
    private final float[] vectors;
    private final float[] panels;
    private final float[] norms;

    Leaders(VectorRows rows, int[] leading) {
        this(rows, leading.length, vectors(rows, leading));
    }

    /** Takes vectors of their own, {@code float32[count][dimension]}. */
    Leaders(VectorRows rows, int count, float[] vectors) {
        this.rows = rows;
        this.count = count;
        this.dimension = rows.dimension();
        this.stride = Math.ceilDiv(count, block.columns()) * block.columns();
        this.vectors = vectors;
        this.panels = new float[block.panelFloats(count, dimension)];
        block.pack(vectors, count, dimension, panels);
        this.norms = new float[count];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                float x = vectors[i * dimension + d];
                norms[i] += x * x;
            }
        }
    }

    private static float[] vectors(VectorRows rows, int[] leading) {
        float[] vectors = new float[leading.length * rows.dimension()];
        for (int i = 0; i < leading.length; i++) {
            rows.copy(leading[i], vectors, i * rows.dimension());
        }
        return vectors;
    }

    int count() {
        return count;
    }

    float[] vectors() {
        return vectors;
    }

    Assignment assignment(int fan) {
        return new Assignment(fan);
    }

    /** Assigns vectors to their nearest leaders. */
    final class Assignment {

        private final int fan;
        private final float[] some = new float[AT_ONCE * dimension];
        private final float[] distances = new float[AT_ONCE * stride];
        private final SmallestFloats smallest;

        private Assignment(int fan) {
            this.fan = fan;
            this.smallest = SmallestFloats.best(fan);
        }

        /**
         * Assigns.
         *
         * @param chosen rows, at most {@link #AT_ONCE}
         * @param assigned where to put each one's leaders, nearest first
         */
        void assign(int[] chosen, int[] assigned, int at) {
            for (int i = 0; i < chosen.length; i++) {
                rows.copy(chosen[i], some, i * dimension);
            }
            measure(some, chosen.length, distances);
            for (int i = 0; i < chosen.length; i++) {
                assign(i, assigned, at + i * fan);
            }
        }

        private void assign(int own, int[] assigned, int at) {
            int found = smallest.find(distances, own * stride, own * stride + count);
            for (int j = 0; j < found; j++) {
                assigned[at + j] = Ranked.row(smallest.get(j));
            }
        }
    }

    /** Takes squared distances less the squared lengths of the vectors, which order as well. */
    private void measure(float[] some, int many, float[] distances) {
        for (int j = 0; j < count; j += block.columns()) {
            for (int i = 0; i < many; i += DenseBlock.ROWS) {
                block.multiply(
                        some,
                        i * dimension,
                        panels,
                        j * dimension,
                        dimension,
                        distances,
                        i * stride + j,
                        stride);
            }
        }
        for (int i = 0; i < many; i++) {
            addNorms(distances, i * stride);
        }
    }

    private void addNorms(float[] distances, int at) {
        for (int j = 0; j < count; j++) {
            distances[at + j] = norms[j] - 2 * distances[at + j];
        }
    }

    /** Orders the leaders so that each is followed by the nearest of those that are left. */
    int[] chain() {
        int padded = Math.ceilDiv(count, AT_ONCE) * AT_ONCE;
        float[] all = Arrays.copyOf(vectors, padded * dimension);
        float[] distances = new float[padded * stride];
        measure(all, count, distances);
        boolean[] used = new boolean[count];
        int[] chain = new int[count];
        int current = 0;
        for (int n = 0; n < count; n++) {
            chain[n] = current;
            used[current] = true;
            int next = -1;
            for (int j = 0; j < count; j++) {
                if (!used[j]
                        && (next < 0
                                || distances[current * stride + j]
                                        < distances[current * stride + next])) {
                    next = j;
                }
            }
            current = Math.max(next, 0);
        }
        return chain;
    }
}
