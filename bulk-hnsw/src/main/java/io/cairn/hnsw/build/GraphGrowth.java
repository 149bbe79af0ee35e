package io.cairn.hnsw.build;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
        byte[] levels = Levels.draw(rows.count(), options.maxConnections(), options.seed());
        for (int row = 0; row < old.rows(); row++) {
            levels[row] = (byte) old.level(row);
        }
        Graph graph =
                GraphMemory.allocate(arena, levels, options.maxConnections())
                        .withEntryPoint(old.entryPoint(), old.maxLayer());
        // Rows are in the same order, so the upper records of the old ones come first as well.
        copy(old.bottom().memory(), graph.bottom().memory());
        copy(old.upper().memory(), graph.upper().memory());
        Graph grown =
                new Insertion(rows, options.metric(), options.efConstruction(), workers, stage)
                        .insert(graph, old.rows(), batch);
        Distances distances = Distances.of(options.metric(), Encoding.F32, rows.dimension());
        new Reachability(rows, distances, grown).repair();
        return grown;
    }

    private static void copy(MemorySegment source, MemorySegment target) {
        MemorySegment.copy(source, 0, target, 0, source.byteSize());
    }
}
