package io.cairn.hnsw.build;

import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;

/** Links rows that were added behind those of a graph. Used once, by one thread. */
public final class GraphGrowth {

    private final VectorRows rows;
    private final HnswBuildOptions options;
    private final Workers workers;
    private final Arena arena;
    private final Stage stage;

    /**
     * Takes the vectors.
     *
     * @param rows all vectors, those of the graph first
     * @param arena how long the new graph lives
     */
    public GraphGrowth(
            VectorRows rows, HnswBuildOptions options, Workers workers, Arena arena, Stage stage) {
        this.rows = rows;
        this.options = options;
        this.workers = workers;
        this.arena = arena;
        this.stage = stage;
    }

    /**
     * Copies a graph and adds the rows that it does not have.
     *
     * @param batch how many rows to add at once
     */
    public Graph grow(Graph old, int batch) {
        EqualRows equal = EqualRows.find(rows, old.rows(), EqualRows.KEPT, workers);
        byte[] levels = equal.lowered(levels(old));
        Graph graph =
                GraphMemory.allocate(arena, levels, options.maxConnections())
                        .withEntryPoint(old.entryPoint(), old.maxLayer());
        copyLinks(old, graph);
        Graph grown =
                new Insertion(rows, options, equal, workers, stage)
                        .insert(graph, old.rows(), batch);
        equal.attach(grown);
        Distances distances = GraphBuild.distances(options.metric(), rows);
        new Reachability(rows, distances, grown).repair();
        return grown;
    }

    /** Returns the levels of the old rows, and some for the new ones. */
    private byte[] levels(Graph old) {
        byte[] levels = Levels.draw(rows.count(), options.maxConnections(), options.seed());
        for (int row = 0; row < old.rows(); row++) {
            int level = old.level(row);
            if (level > old.maxLayer()) {
                throw new IndexOutOfBoundsException("a row is above the uppermost layer: " + row);
            }
            levels[row] = (byte) level;
        }
        return levels;
    }

    private static void copyLinks(Graph old, Graph graph) {
        int[] links = new int[old.bottom().max()];
        for (int row = 0; row < old.rows(); row++) {
            for (int layer = 0; layer <= old.level(row); layer++) {
                int count = old.links(layer).copy(old.record(row, layer), links);
                graph.links(layer).set(graph.record(row, layer), links, count);
            }
        }
    }
}
