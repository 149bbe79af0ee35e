package io.cairn.hnsw.build;

import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.GraphSearch;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the nearest neighbours of some vectors a graph finds. The exact ones are taken once,
 * by comparing with all. Used by one thread.
 */
final class SampledRecall {

    private static final int NEIGHBORS = 10;

    private final VectorRows rows;
    private final Distances distances;
    private final Metric metric;
    private final EqualRows equal;
    private final Workers workers;
    private final int[] sample;
    private final long[][] exact;
    private final int[][] neighbors;

    SampledRecall(
            VectorRows rows,
            HnswBuildOptions options,
            Distances distances,
            int size,
            EqualRows equal,
            Workers workers) {
        this.rows = rows;
        this.distances = distances;
        this.metric = options.metric();
        this.equal = equal;
        this.workers = workers;
        SplittableRandom random = new SplittableRandom(options.seed());
        this.sample = new int[Math.min(size, rows.count())];
        Arrays.setAll(sample, _ -> random.nextInt(rows.count()));
        this.exact = new ExactNeighbors(rows, options.metric(), NEIGHBORS + 1).of(sample, workers);
        this.neighbors = new int[sample.length][];
        for (int i = 0; i < sample.length; i++) {
            neighbors[i] = others(exact[i], sample[i]);
        }
    }

    /** Returns the nearest rows that are neither the row itself nor a copy. */
    private int[] others(long[] nearest, int self) {
        int[] others = new int[NEIGHBORS];
        int count = 0;
        for (long ranked : nearest) {
            int row = Ranked.row(ranked);
            if (count < NEIGHBORS && row != self && !equal.isCopy(row)) {
                others[count++] = row;
            }
        }
        return Arrays.copyOf(others, count);
    }

    /** Returns which part of the neighbours is found by searching from the entry point. */
    double measure(Graph graph, int ef) {
        AtomicInteger hits = new AtomicInteger();
        workers.run(
                sample.length,
                4,
                _ -> new GraphSearch(distances, rows.memory(), rows.count(), graph.bottom().max()),
                (search, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        hits.addAndGet(hits(search, graph, ef, i));
                    }
                });
        int wanted = 0;
        for (int[] some : neighbors) {
            wanted += some.length;
        }
        return wanted == 0 ? 1 : (double) hits.get() / wanted;
    }

    /**
     * Returns how many times farther than its tenth neighbour a vector is from another one, on
     * average: the relative contrast (He, Kumar, Chang: On the difficulty of nearest neighbor
     * search, 2012). Infinite where distances can be negative.
     */
    double contrast() {
        double near = 0;
        double all = 0;
        for (int i = 0; i < sample.length; i++) {
            long at = rows.offset(sample[i]);
            long last = exact[i][exact[i].length - 1];
            near += distances.toRow(rows.memory(), at, rows.memory(), Ranked.row(last));
            int other = sample[(i + 1) % sample.length];
            all += distances.toRow(rows.memory(), at, rows.memory(), other);
        }
        return near > 0 && metric != Metric.IP ? all / near : Double.POSITIVE_INFINITY;
    }

    private int hits(GraphSearch search, Graph graph, int ef, int i) {
        long at = rows.offset(sample[i]);
        search.start(rows.memory(), at, search.descend(graph, rows.memory(), at, 0));
        search.run(graph, rows.memory(), at, 0, ef);
        int hits = 0;
        for (int j = 0; j < Math.min(search.size(), NEIGHBORS + 1); j++) {
            int row = Ranked.row(search.found(j));
            for (int neighbor : neighbors[i]) {
                hits += neighbor == row ? 1 : 0;
            }
        }
        return hits;
    }
}
