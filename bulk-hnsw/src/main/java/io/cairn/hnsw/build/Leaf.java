package io.cairn.hnsw.build;

import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.DenseBlock;
import io.cairn.hnsw.kernel.Ranked;
import io.cairn.hnsw.kernel.SmallestFloats;
import java.util.Arrays;

/**
 * Compares all pairs of a few vectors and offers each one its nearest, thinned out among
 * themselves. Used by one thread at a time.
 */
final class Leaf {

    /** Side of the squares in which distances are mirrored, so that both sides stay in cache. */
    private static final int MIRROR = 32;

    /** How much less a distance must be to hide a candidate; less than when links are chosen. */
    private static final float SLACK = 0.1f;

    private final VectorRows rows;
    private final Metric metric;
    private final DenseBlock block = DenseBlock.best();
    private final int dimension;
    private final float[] vectors;
    private final float[] panels;
    private final float[] norms;
    private final float[] mean;
    private final SmallestFloats smallest;
    private final long[] top;
    private final int[] chosen;
    private final long[] offered;
    private final long[] scratch;
    private final float[] farthest;
    private final SpanningTree tree;

    /** Distances, {@code float32[count][stride]}. */
    private final float[] distances;

    private int stride;

    Leaf(VectorRows rows, Metric metric, PartitionShape shape) {
        this.rows = rows;
        this.metric = metric;
        this.dimension = rows.dimension();
        int padded = padded(Math.min(shape.leaf(), Math.max(1, rows.count())));
        this.vectors = new float[padded * dimension];
        this.panels = new float[padded * dimension];
        this.norms = new float[padded];
        this.mean = new float[dimension];
        this.distances = new float[padded * padded];
        this.smallest = SmallestFloats.best(shape.nearest());
        this.top = new long[shape.nearest()];
        this.chosen = new int[shape.kept()];
        this.offered = new long[shape.kept()];
        this.scratch = new long[shape.reservoir()];
        this.farthest = new float[padded];
        this.tree = new SpanningTree(padded);
    }

    private int padded(int count) {
        int both = Math.max(DenseBlock.ROWS, block.columns());
        return Math.ceilDiv(count, both) * both;
    }

    /**
     * Compares.
     *
     * @param members rows
     * @param places where each member's reservoir is
     * @param bridges takes links that join what lies apart
     */
    void link(int[] members, int[] places, Reservoirs reservoirs, Bridges bridges) {
        int count = members.length;
        load(members);
        multiply(count);
        measure(count);
        for (int i = 0; i < count; i++) {
            offer(i, members, places[i], reservoirs);
        }
        bridge(members, places, bridges);
    }

    /**
     * Offers one vector what it keeps of its nearest. A method of its own, which the JIT compiler
     * compiles once; as the body of a loop it would be compiled with all that is around it.
     */
    private void offer(int own, int[] members, int place, Reservoirs reservoirs) {
        int kept = thinOut(nearest(own, members.length));
        for (int j = 0; j < kept; j++) {
            long ranked = top[chosen[j]];
            offered[j] = Ranked.of(Ranked.distance(ranked), members[Ranked.row(ranked)]);
        }
        // Equal distances were ordered by place in the leaf, and now are by row.
        Arrays.sort(offered, 0, kept);
        farthest[own] = kept == 0 ? 0 : Ranked.distance(offered[kept - 1]);
        reservoirs.offer(place, offered, kept, scratch);
    }

    /** Joins what the kept neighbours leave apart. */
    private void bridge(int[] members, int[] places, Bridges bridges) {
        int[] parents = tree.of(distances, members.length, stride);
        for (int i = 1; i < members.length; i++) {
            int parent = parents[i];
            float distance = atLeast(distances[i * stride + parent]);
            if (distance > farthest[i] && distance > farthest[parent]) {
                bridges.add(places[i], members[i], places[parent], members[parent], distance);
            }
        }
    }

    private void load(int[] members) {
        int count = members.length;
        for (int i = 0; i < count; i++) {
            rows.copy(members[i], vectors, i * dimension);
        }
        stride = padded(count);
        Arrays.fill(vectors, count * dimension, stride * dimension, 0);
        if (metric == Metric.L2) {
            centre(count);
        }
        block.pack(vectors, count, dimension, panels);
    }

    /** Moves the vectors' mean to zero: products of small numbers lose less. */
    private void centre(int count) {
        Arrays.fill(mean, 0);
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                mean[d] += vectors[i * dimension + d];
            }
        }
        for (int d = 0; d < dimension; d++) {
            mean[d] /= count;
        }
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                vectors[i * dimension + d] -= mean[d];
            }
        }
    }

    /** Takes the inner products of all pairs of which the first is not behind the second. */
    private void multiply(int count) {
        int columns = block.columns();
        for (int j = 0; j < count; j += columns) {
            int end = Math.min(count, j + columns);
            for (int i = 0; i < end; i += DenseBlock.ROWS) {
                block.multiply(
                        vectors,
                        i * dimension,
                        panels,
                        j * dimension,
                        dimension,
                        distances,
                        i * stride + j,
                        stride);
            }
        }
    }

    private void measure(int count) {
        float factor = metric == Metric.L2 ? -2 : -1;
        float bias = metric == Metric.COSINE ? 1 : 0;
        for (int i = 0; i < count; i++) {
            norms[i] = metric == Metric.L2 ? distances[i * stride + i] : 0;
        }
        for (int i = 0; i < count; i++) {
            measure(i, count, norms[i] + bias, factor);
        }
        for (int i = 0; i < count; i += MIRROR) {
            for (int j = i; j < count; j += MIRROR) {
                mirror(i, j, Math.min(count, i + MIRROR), Math.min(count, j + MIRROR));
            }
        }
    }

    private void measure(int i, int count, float own, float factor) {
        int row = i * stride;
        for (int j = i; j < count; j++) {
            distances[row + j] = own + norms[j] + factor * distances[row + j];
        }
    }

    private void mirror(int i0, int j0, int iEnd, int jEnd) {
        for (int j = j0; j < jEnd; j++) {
            int end = Math.min(j, iEnd);
            for (int i = i0; i < end; i++) {
                distances[j * stride + i] = distances[i * stride + j];
            }
        }
    }

    /** Finds the nearest of one vector; returns how many. */
    private int nearest(int own, int count) {
        int row = own * stride;
        distances[row + own] = Float.POSITIVE_INFINITY;
        int found = smallest.find(distances, row, row + count);
        int kept = 0;
        for (int i = 0; i < found; i++) {
            long ranked = smallest.get(i);
            if (Ranked.distance(ranked) < Float.POSITIVE_INFINITY) {
                top[kept++] = Ranked.of(atLeast(Ranked.distance(ranked)), Ranked.row(ranked));
            }
        }
        return kept;
    }

    /** A squared distance is not negative, whatever was lost in taking it. */
    private float atLeast(float distance) {
        return metric == Metric.L2 ? Math.max(0, distance) : distance;
    }

    private int thinOut(int found) {
        int many = 0;
        for (int i = 0; i < found && many < chosen.length; i++) {
            int row = Ranked.row(top[i]) * stride;
            float own = Ranked.distance(top[i]);
            boolean kept = true;
            for (int j = 0; j < many && kept; j++) {
                float between = distances[row + Ranked.row(top[chosen[j]])];
                kept = between + SLACK * Math.abs(between) >= own;
            }
            if (kept) {
                chosen[many++] = i;
            }
        }
        return many;
    }
}
