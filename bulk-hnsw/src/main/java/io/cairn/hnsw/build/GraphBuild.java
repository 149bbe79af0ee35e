package io.cairn.hnsw.build;

import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.Links;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the graph of vectors that lie in memory, which it may reorder; those in memory that cannot
 * be written are only numbered anew. Used once, by one thread.
 */
public final class GraphBuild {

    /**
     * On the upper layers, and where the nearest of all are known, it pays when a vector chooses so
     * many of 16 links.
     */
    private static final int MORE_CHOSEN = 12;

    /** Searches this wide must find this part of the neighbours of a sample. */
    private static final int CHECK_EF = 64;

    private static final int SAMPLE = 64;
    private static final double ENOUGH = 0.97;

    /**
     * Where vectors are hardly farther from each other than from their neighbours, balls separate
     * neighbours whatever they are cut along. Gaussian vectors of 768 components have 1.2, those
     * with groups 3 and more.
     */
    private static final double CONTRAST_MIN = 1.3;

    /** A refinement that gains less than this is the last one. */
    private static final double GAIN = 0.01;

    private final HnswBuildOptions options;
    private final Workers workers;
    private final Arena arena;
    private final Stage stage;
    private final @Nullable Leaf[] leaves;
    private VectorRows rows;
    private Distances distances;
    private EqualRows equal = EqualRows.NONE;
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
        this.distances = distances(options.metric(), rows);
        this.workers = workers;
        this.arena = arena;
        this.stage = stage;
        this.leaves = new Leaf[workers.threads()];
    }

    /** Returns distances as a build takes them, in single precision. */
    static Distances distances(Metric metric, VectorRows rows) {
        Distances distances = Distances.of(metric, Encoding.F32, rows.dimension());
        int[] places = rows.places();
        return places == null ? distances : distances.numbered(places);
    }

    /** Returns the vectors, by the numbers that the graph has for them. */
    public VectorRows rows() {
        return rows;
    }

    /** Returns for each row the one that it was before; null when rows stayed where they were. */
    public int @Nullable [] order() {
        return order;
    }

    /** Builds. */
    public Graph build() {
        int[] all = Places.all(rows.count());
        int[] explicit = explicitOrder();
        if (explicit != null) {
            reorder(explicit);
        }
        equal = EqualRows.find(rows, 0, EqualRows.KEPT, workers);
        Graph graph = options.algorithm() == Algorithm.INCREMENTAL ? insert() : partition(all);
        equal.attach(graph);
        new Reachability(rows, distances, graph).repair();
        return graph;
    }

    private Graph insert() {
        Graph empty =
                GraphMemory.allocate(arena, levels(), options.maxConnections())
                        .withEntryPoint(-1, 0);
        return new Insertion(rows, options, equal, workers, stage)
                .insert(empty, 0, options.batchSize());
    }

    private Graph partition(int[] all) {
        PartitionShape shape =
                PartitionShape.usual(options.maxConnections(), rows.dimension(), rows.count());
        int[] members = equal.others(rows.count());
        stage.begin("dividing", members.length);
        Carving carving = new Carver(rows, members, shape, options.seed()).carve(workers);
        List<int[]> leaves = moved(carving.leaves(), members);
        if (options.ordering() == Ordering.AUTO) {
            int[] order = Places.at(carving.order(), members);
            leaves = moved(leaves, reorder(equal.completed(order)));
        }
        Graph graph = GraphMemory.allocate(arena, levels(), options.maxConnections());
        for (int layer = 1; layer <= graph.maxLayer(); layer++) {
            linkUpper(graph, shape, layer);
        }
        linkBottom(graph, shape, all, leaves);
        return graph;
    }

    private int @Nullable [] explicitOrder() {
        return switch (options.ordering()) {
            case AUTO, NONE -> null;
            case RANDOM_PROJECTION -> RowOrder.byRandomProjection(rows, options.seed(), workers);
            case KMEANS -> RowOrder.byCentres(rows, options.seed(), workers);
        };
    }

    /** Moves the rows; returns for each old one the new one. */
    private int[] reorder(int[] wanted) {
        stage.begin("ordering", rows.count());
        if (rows.memory().isReadOnly()) {
            rows = rows.numbered(wanted);
            distances = distances(options.metric(), rows);
        } else {
            RowOrder.apply(rows, wanted);
        }
        order = wanted;
        int[] now = new int[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            now[wanted[i]] = i;
        }
        equal = equal.moved(now);
        return now;
    }

    /** Levels are drawn for the vectors in the order of the input. */
    private byte[] levels() {
        byte[] drawn = Levels.draw(rows.count(), options.maxConnections(), options.seed());
        int[] moved = order;
        if (moved == null) {
            return equal.lowered(drawn);
        }
        byte[] levels = new byte[drawn.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = drawn[moved[i]];
        }
        return equal.lowered(levels);
    }

    private static List<int[]> moved(List<int[]> leaves, int[] now) {
        List<int[]> moved = new ArrayList<>(leaves.size());
        for (int[] leaf : leaves) {
            int[] rows = Places.at(leaf, now);
            Arrays.sort(rows);
            moved.add(rows);
        }
        return moved;
    }

    private void linkBottom(Graph graph, PartitionShape shape, int[] all, List<int[]> leaves) {
        try (Arena scratch = Arena.ofShared()) {
            Reservoirs reservoirs = reservoirs(scratch, shape, all.length);
            LayerLinks layer = new LayerLinks(graph.bottom(), all);
            MutualLinks mutual = new MutualLinks(rows, distances, all, reservoirs, layer, workers);
            SampledRecall sampled = sampled();
            if (sampled != null && isSmall() && sampled.contrast() < CONTRAST_MIN) {
                compareAll(graph, reservoirs, mutual);
                return;
            }
            Bridges bridges = new Bridges();
            PartitionLayer.fill(
                    number -> leaf(number, shape),
                    all,
                    leaves,
                    reservoirs,
                    bridges,
                    workers,
                    stage);
            stage.begin("linking", rows.count());
            mutual.link(chosen(graph.bottom(), PartitionShape.chosen(rows.dimension())));
            bridges.apply(layer);
            if (sampled != null) {
                refine(graph, sampled, reservoirs, mutual);
                bridges.apply(layer);
            }
        }
    }

    /** Each thread has one for all layers: it is large. */
    private Leaf leaf(int number, PartitionShape shape) {
        Leaf leaf = leaves[number];
        if (leaf == null) {
            leaf = new Leaf(rows, options.metric(), shape);
            leaves[number] = leaf;
        }
        return leaf;
    }

    /** Returns what tells whether partitions find enough; null when nobody asks. */
    private @Nullable SampledRecall sampled() {
        if (options.algorithm() != Algorithm.AUTO) {
            return null;
        }
        stage.begin("sampling", SAMPLE);
        return new SampledRecall(rows, options, distances, SAMPLE, equal, workers);
    }

    /** Tells whether all vectors can be compared with all in little time. */
    private boolean isSmall() {
        return equal.isEmpty() && rows.count() <= Exhaustive.ROWS_MAX;
    }

    /** Returns how many neighbours a vector chooses before others offer themselves. */
    private static int chosen(Links links, int of16) {
        return Math.max(1, links.max() * of16 / 16);
    }

    private void compareAll(Graph graph, Reservoirs reservoirs, MutualLinks mutual) {
        Exhaustive.fill(rows, options.metric(), reservoirs, workers, stage);
        mutual.link(chosen(graph.bottom(), MORE_CHOSEN));
    }

    /** Searches and links anew until that gains nothing, when partitions alone found too little. */
    private void refine(
            Graph graph, SampledRecall sampled, Reservoirs reservoirs, MutualLinks mutual) {
        stage.begin("checking", SAMPLE);
        double recall = sampled.measure(graph, CHECK_EF);
        if (recall < ENOUGH && isSmall()) {
            compareAll(graph, reservoirs, mutual);
            return;
        }
        for (int ef : new int[] {CHECK_EF / 2, CHECK_EF, options.efConstruction()}) {
            if (recall >= ENOUGH) {
                return;
            }
            Refinement.fill(rows, distances, graph, ef, reservoirs, workers, stage);
            mutual.link(chosen(graph.bottom(), PartitionShape.chosen(rows.dimension())));
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

    private int[] members(Graph graph, int layer) {
        int[] members = new int[rows.count()];
        int count = 0;
        for (int row = 0; row < members.length; row++) {
            if (graph.level(row) >= layer) {
                members[count++] = row;
            }
        }
        return Arrays.copyOf(members, count);
    }

    private void linkUpper(Graph graph, PartitionShape shape, int layer) {
        int[] members = members(graph, layer);
        int[] records = new int[members.length];
        Arrays.setAll(records, i -> graph.record(members[i], layer));
        Carving carving = new Carver(rows, members, shape, options.seed() + layer).carve(workers);
        try (Arena scratch = Arena.ofShared()) {
            Reservoirs reservoirs = reservoirs(scratch, shape, members.length);
            Bridges bridges = new Bridges();
            PartitionLayer.fill(
                    number -> leaf(number, shape),
                    members,
                    carving.leaves(),
                    reservoirs,
                    bridges,
                    workers,
                    stage);
            LayerLinks links = new LayerLinks(graph.upper(), records);
            new MutualLinks(rows, distances, members, reservoirs, links, workers)
                    .link(chosen(graph.upper(), MORE_CHOSEN));
            bridges.apply(links);
        }
    }
}
