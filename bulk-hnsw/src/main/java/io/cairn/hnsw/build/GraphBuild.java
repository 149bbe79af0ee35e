package io.cairn.hnsw.build;

import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Ordering;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the graph of vectors that lie in memory, which it may reorder. Used once, by one thread.
 */
public final class GraphBuild {

    /** Of what a vector may have on a layer it chooses this part; the rest is for others' links. */
    private static final int CHOSEN_QUARTERS = 3;

    /** Searches this wide must find this part of the neighbours of a sample. */
    private static final int CHECK_EF = 64;

    /** When this part of the vectors has many equal ones, they are inserted one by one. */
    private static final int CROWDED_PART = 10;

    private static final int SAMPLE = 128;
    private static final double ENOUGH = 0.97;

    /** A refinement that gains less than this is the last one. */
    private static final double GAIN = 0.01;

    private final VectorRows rows;
    private final HnswBuildOptions options;
    private final Distances distances;
    private final Workers workers;
    private final Arena arena;
    private final Stage stage;
    private int @Nullable [] order;

    /**
     * Takes the vectors.
     *
     * @param rows the vectors, scaled to length 1 where the metric wants that
     * @param arena how long the graph lives
     */
    public GraphBuild(
            VectorRows rows, HnswBuildOptions options, Workers workers, Arena arena, Stage stage) {
        this.rows = rows;
        this.options = options;
        this.distances = Distances.of(options.metric(), Encoding.F32, rows.dimension());
        this.workers = workers;
        this.arena = arena;
        this.stage = stage;
    }

    /** Returns for each row the one that it was before; null when rows stayed where they were. */
    public int @Nullable [] order() {
        return order;
    }

    /** Builds. */
    public Graph build() {
        int[] all = IntStream.range(0, rows.count()).toArray();
        int[] explicit = explicitOrder();
        if (explicit != null) {
            reorder(explicit);
        }
        if (options.algorithm() == Algorithm.INCREMENTAL) {
            return insert();
        }
        PartitionShape shape = PartitionShape.usual(options.maxConnections(), rows.dimension());
        stage.begin("dividing", rows.count());
        Carving carving = new Carver(rows, all, shape, options.seed()).carve(workers);
        List<int[]> leaves = carving.leaves();
        if (options.ordering() == Ordering.AUTO) {
            reorder(carving.order());
            leaves = moved(leaves, carving.order());
        }
        Graph graph = GraphMemory.allocate(arena, levels(), options.maxConnections());
        for (int layer = 1; layer <= graph.maxLayer(); layer++) {
            linkUpper(graph, shape, layer);
        }
        boolean crowded = linkBottom(graph, shape, all, leaves);
        if (crowded && options.algorithm() == Algorithm.AUTO) {
            restoreOrder();
            return insert();
        }
        new Reachability(rows, distances, graph).repair();
        return graph;
    }

    private Graph insert() {
        Graph empty =
                GraphMemory.allocate(arena, levels(), options.maxConnections())
                        .withEntryPoint(-1, 0);
        Graph graph =
                new Insertion(rows, options.metric(), options.efConstruction(), workers, stage)
                        .insert(empty, 0, options.batchSize());
        new Reachability(rows, distances, graph).repair();
        return graph;
    }

    private int @Nullable [] explicitOrder() {
        return switch (options.ordering()) {
            case AUTO, NONE -> null;
            case RANDOM_PROJECTION -> RowOrder.byRandomProjection(rows, options.seed(), workers);
            case KMEANS -> RowOrder.byCentres(rows, options.seed(), workers);
        };
    }

    private void reorder(int[] wanted) {
        stage.begin("ordering", rows.count());
        RowOrder.apply(rows, wanted);
        order = wanted;
    }

    /** Moves the rows back, unless their order was asked for. */
    private void restoreOrder() {
        int[] moved = order;
        if (moved == null || options.ordering() != Ordering.AUTO) {
            return;
        }
        int[] back = new int[moved.length];
        for (int i = 0; i < moved.length; i++) {
            back[moved[i]] = i;
        }
        RowOrder.apply(rows, back);
        order = null;
    }

    /** Levels are drawn for the vectors in the order of the input. */
    private byte[] levels() {
        byte[] drawn = Levels.draw(rows.count(), options.maxConnections(), options.seed());
        int[] moved = order;
        if (moved == null) {
            return drawn;
        }
        byte[] levels = new byte[drawn.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = drawn[moved[i]];
        }
        return levels;
    }

    private static List<int[]> moved(List<int[]> leaves, int[] order) {
        int[] now = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            now[order[i]] = i;
        }
        return leaves.stream()
                .map(leaf -> Arrays.stream(leaf).map(row -> now[row]).sorted().toArray())
                .toList();
    }

    /** Returns whether so many vectors are equal to others that balls do not show what is near. */
    private boolean linkBottom(Graph graph, PartitionShape shape, int[] all, List<int[]> leaves) {
        int max = graph.bottom().max();
        try (Arena scratch = Arena.ofShared()) {
            Reservoirs reservoirs = reservoirs(scratch, shape, all.length);
            Bridges bridges = new Bridges();
            PartitionLayer.fill(
                    rows,
                    options.metric(),
                    shape,
                    all,
                    leaves,
                    reservoirs,
                    bridges,
                    workers,
                    stage);
            long members = leaves.stream().mapToLong(leaf -> leaf.length).sum();
            boolean crowded = bridges.crowded() > members / CROWDED_PART;
            LayerLinks layer = new LayerLinks(graph.bottom(), all);
            MutualLinks mutual = new MutualLinks(rows, distances, all, reservoirs, layer, workers);
            stage.begin("linking", rows.count());
            mutual.link(max * CHOSEN_QUARTERS / 4);
            bridges.apply(layer);
            if (options.algorithm() == Algorithm.AUTO && !crowded) {
                refine(graph, reservoirs, mutual);
                bridges.apply(layer);
            }
            return crowded;
        }
    }

    /** Searches and links anew until that gains nothing, when partitions alone found too little. */
    private void refine(Graph graph, Reservoirs reservoirs, MutualLinks mutual) {
        stage.begin("checking", SAMPLE);
        SampledRecall sampled =
                new SampledRecall(
                        rows, options.metric(), distances, SAMPLE, options.seed(), workers);
        double recall = sampled.measure(graph, CHECK_EF);
        if (recall < ENOUGH && rows.count() <= Exhaustive.ROWS_MAX) {
            Exhaustive.fill(rows, options.metric(), reservoirs, workers, stage);
            mutual.link(graph.bottom().max() * CHOSEN_QUARTERS / 4);
            return;
        }
        for (int ef : new int[] {CHECK_EF / 2, CHECK_EF, options.efConstruction()}) {
            if (recall >= ENOUGH) {
                return;
            }
            Refinement.fill(rows, distances, graph, ef, reservoirs, workers, stage);
            mutual.link(graph.bottom().max() * CHOSEN_QUARTERS / 4);
            double before = recall;
            recall = sampled.measure(graph, CHECK_EF);
            if (recall < before + GAIN) {
                return;
            }
        }
    }

    private static Reservoirs reservoirs(Arena arena, PartitionShape shape, int count) {
        long bytes = Math.max(1, Reservoirs.bytes(count, shape.reservoir()));
        return new Reservoirs(arena.allocate(bytes, Long.BYTES), count, shape.reservoir());
    }

    private void linkUpper(Graph graph, PartitionShape shape, int layer) {
        int[] members =
                IntStream.range(0, rows.count()).filter(row -> graph.level(row) >= layer).toArray();
        int[] records = Arrays.stream(members).map(row -> graph.record(row, layer)).toArray();
        Carving carving = new Carver(rows, members, shape, options.seed() + layer).carve(workers);
        try (Arena scratch = Arena.ofShared()) {
            Reservoirs reservoirs = reservoirs(scratch, shape, members.length);
            Bridges bridges = new Bridges();
            PartitionLayer.fill(
                    rows,
                    options.metric(),
                    shape,
                    members,
                    carving.leaves(),
                    reservoirs,
                    bridges,
                    workers,
                    stage);
            LayerLinks links = new LayerLinks(graph.upper(), records);
            new MutualLinks(rows, distances, members, reservoirs, links, workers)
                    .link(graph.upper().max() * CHOSEN_QUARTERS / 4);
            bridges.apply(links);
        }
    }
}
