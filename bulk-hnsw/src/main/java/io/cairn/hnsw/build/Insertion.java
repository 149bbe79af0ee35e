package io.cairn.hnsw.build;

import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.GraphSearch;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds rows to a graph, in batches. The rows of a batch look for neighbours in the graph as it was
 * before the batch, all at once, and among each other by comparing all pairs; then links are made
 * layer by layer. So the result does not depend on the number of threads. Used by one thread.
 */
final class Insertion {

    private static final int PIECE = 16;

    /** How many rows of a batch are compared with each other. */
    private static final int LEAF = 1_024;

    /** The most candidates that are kept of a row. */
    private static final int CANDIDATES_MAX = 120;

    private final VectorRows rows;
    private final Metric metric;
    private final Distances distances;
    private final int ef;
    private final EqualRows equal;
    private final Workers workers;
    private final Stage stage;

    /** Takes the rows; copies of equal ones are not added. */
    Insertion(
            VectorRows rows,
            HnswBuildOptions options,
            EqualRows equal,
            Workers workers,
            Stage stage) {
        this.rows = rows;
        this.metric = options.metric();
        this.distances = GraphBuild.distances(metric, rows);
        this.ef = options.efConstruction();
        this.equal = equal;
        this.workers = workers;
        this.stage = stage;
    }

    /**
     * Adds the rows from {@code first} on.
     *
     * @param graph has memory for all rows; those before {@code first} are linked, and its entry
     *     point is one of them
     * @param first the first row that is not linked
     * @param batch how many rows to add at once, at most
     * @return the graph with all rows, and its entry point
     */
    Graph insert(Graph graph, int first, int batch) {
        stage.begin("inserting", rows.count() - first);
        Graph now = graph;
        int begin = first;
        while (begin < rows.count()) {
            // The first rows find each other by comparing only; while there are few, those of a
            // batch would mostly look past each other.
            int size = Math.min(batch, begin == 0 ? LEAF : begin);
            int end = (int) Math.min(rows.count(), (long) begin + size);
            now = insertBatch(now, begin, end);
            stage.advance(end - begin);
            begin = end;
        }
        return now;
    }

    private Graph insertBatch(Graph graph, int begin, int end) {
        int top = graph.maxLayer();
        int entry = graph.entryPoint();
        for (int row = begin; row < end; row++) {
            if (entry < 0 || graph.level(row) > top) {
                entry = row;
                top = graph.level(row);
            }
        }
        try (Arena arena = Arena.ofShared()) {
            List<BatchLayer> layers = new ArrayList<>();
            for (int layer = 0; layer <= top; layer++) {
                layers.add(batchLayer(arena, graph, layer, begin, end));
            }
            if (graph.entryPoint() >= 0) {
                search(graph, layers, begin, end);
            }
            Graph grown = graph.withEntryPoint(entry, top);
            for (int layer = 0; layer <= top; layer++) {
                layers.get(layer).link(grown);
            }
            return grown;
        }
    }

    /** Compares the rows of the batch with each other on one layer. */
    private BatchLayer batchLayer(Arena arena, Graph graph, int layer, int begin, int end) {
        int[] members =
                IntStream.range(begin, end)
                        .filter(row -> graph.level(row) >= layer && !equal.isCopy(row))
                        .toArray();
        int max = graph.links(layer).max();
        int together = Math.clamp(members.length, 1, LEAF);
        PartitionShape shape = new PartitionShape(together, 1, 2 * max, max, CANDIDATES_MAX);
        Reservoirs reservoirs =
                new Reservoirs(
                        arena.allocate(
                                Math.max(1, Reservoirs.bytes(members.length, CANDIDATES_MAX)),
                                Long.BYTES),
                        members.length,
                        CANDIDATES_MAX);
        Leaf leaf = new Leaf(rows, metric, shape);
        Bridges bridges = new Bridges();
        for (int i = 0; i < members.length; i += shape.leaf()) {
            int to = Math.min(members.length, i + shape.leaf());
            leaf.link(
                    Arrays.copyOfRange(members, i, to),
                    IntStream.range(i, to).toArray(),
                    reservoirs,
                    bridges);
        }
        // Later rows are joined by the graph that they are added to.
        Bridges needed = graph.entryPoint() < 0 ? bridges : new Bridges();
        return new BatchLayer(rows, distances, layer, members, reservoirs, needed, workers);
    }

    private void search(Graph graph, List<BatchLayer> layers, int begin, int end) {
        workers.run(
                end - begin,
                PIECE,
                _ -> new Scratch(graph),
                (scratch, from, to) -> {
                    for (int row = begin + from; row < begin + to; row++) {
                        if (!equal.isCopy(row)) {
                            scratch.look(row, layers);
                        }
                    }
                });
    }

    /** What a thread uses. */
    private final class Scratch {
        private final Graph graph;
        private final GraphSearch search;
        private final long[] found = new long[CANDIDATES_MAX];
        private final long[] more = new long[CANDIDATES_MAX];

        Scratch(Graph graph) {
            this.graph = graph;
            this.search =
                    new GraphSearch(distances, rows.memory(), rows.count(), graph.bottom().max());
        }

        void look(int row, List<BatchLayer> layers) {
            int highest = Math.min(graph.level(row), graph.maxLayer());
            long at = rows.offset(row);
            search.start(rows.memory(), at, search.descend(graph, rows.memory(), at, highest));
            for (int layer = highest; layer >= 0; layer--) {
                if (layer < highest) {
                    search.restart();
                }
                search.run(graph, rows.memory(), at, layer, ef);
                int count = Math.min(search.size(), found.length);
                for (int i = 0; i < count; i++) {
                    found[i] = search.found(i);
                }
                layers.get(layer).offer(row, found, count, more);
            }
        }
    }
}
