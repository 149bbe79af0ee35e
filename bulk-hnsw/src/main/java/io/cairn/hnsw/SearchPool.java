package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.build.Workers;
import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.file.IndexHeader;
import io.cairn.hnsw.file.SectionKind;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The searches of one open index: each takes a {@link Searcher} that is free. Thread-safe. */
final class SearchPool {

    /** Searchers that are kept; more are made when more search at once. */
    private static final int KEPT_MAX = 64;

    /** Searches of which more than this part of the index is looked at are done by comparing. */
    private static final int SCAN_PART = 4;

    private static final float COSINE_MAX = 2;

    /** What a distance loses when it is summed up. */
    private static final float ROUNDING = 1e-6f;

    private static final int CONNECTIONS_SAMPLE = 100_000;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final IndexFile file;
    private final IndexHeader header;
    private final Graph graph;
    private final Distances distances;
    private final MemorySegment rows;
    private final RowIds ids;
    private final Tombstones tombstones;
    private final @Nullable RowCodes codes;
    private final BlockingQueue<Searcher> free = new ArrayBlockingQueue<>(KEPT_MAX);

    SearchPool(IndexFile file, HnswOpenOptions options) {
        this.file = file;
        this.header = file.header();
        this.graph = GraphSections.read(file);
        this.distances = Distances.of(header.metric(), header.encoding(), header.dimension());
        this.rows = file.require(SectionKind.VECTORS);
        this.ids = new RowIds(file.section(SectionKind.IDS), header.rows());
        this.tombstones = new Tombstones(file.section(SectionKind.TOMBSTONES));
        this.codes =
                options.quantizedSearch()
                        ? RowCodes.of(
                                header.metric(),
                                header.rows(),
                                header.dimension(),
                                this::components)
                        : null;
    }

    /** Frees the codes; searches that are under way fail. */
    void close() {
        if (codes != null) {
            codes.close();
        }
    }

    Graph graph() {
        return graph;
    }

    RowIds ids() {
        return ids;
    }

    Tombstones tombstones() {
        return tombstones;
    }

    private Searcher take() {
        Searcher searcher = free.poll();
        return searcher != null
                ? searcher
                : new Searcher(graph, header.metric(), header.dimension(), distances, rows, codes);
    }

    /** Gives a searcher back; after a failure it is left to the collector. */
    private void give(Searcher searcher) {
        free.offer(searcher);
    }

    List<Neighbor> search(MemorySegment query, int k, int ef) {
        if (!tombstones.isEmpty()) {
            return search(query, k, ef, _ -> true);
        }
        Searcher searcher = take();
        searcher.query(query);
        int found = Math.min(k, searcher.run(width(k, ef)));
        List<Neighbor> neighbors = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            neighbors.add(neighbor(searcher.found(i)));
        }
        give(searcher);
        return neighbors;
    }

    List<Neighbor> search(MemorySegment query, int k, int ef, LongPredicate accepted) {
        return searchRows(query, k, ef, row -> accepted.test(ids.id(row)));
    }

    /** Codes do not tell which of the last few are nearer, so there must be more than wanted. */
    private int width(int k, int ef) {
        return Math.max(ef, codes == null ? k : k + k / 2);
    }

    private List<Neighbor> searchRows(MemorySegment query, int k, int ef, IntPredicate accepted) {
        IntPredicate alive = row -> !tombstones.isDeleted(row) && accepted.test(row);
        Searcher searcher = take();
        searcher.query(query);
        int wanted = width(k, ef);
        List<Neighbor> neighbors = new ArrayList<>();
        for (long width = wanted; width * SCAN_PART < graph.rows(); width *= 2) {
            int found = searcher.run((int) width);
            neighbors.clear();
            int many = 0;
            for (int i = 0; i < found; i++) {
                if (alive.test(Ranked.row(searcher.found(i)))) {
                    many++;
                    if (neighbors.size() < k) {
                        neighbors.add(neighbor(searcher.found(i)));
                    }
                }
            }
            if (many >= wanted) {
                give(searcher);
                return neighbors;
            }
        }
        List<Neighbor> all = neighbors(searcher.scan(k, alive));
        give(searcher);
        return all;
    }

    /** Searches among ids, which are sorted and distinct. */
    List<Neighbor> searchAmong(MemorySegment query, int k, int ef, long[] chosen) {
        int[] among =
                Arrays.stream(chosen)
                        .mapToInt(ids::row)
                        .filter(row -> row != RowIds.NONE && !tombstones.isDeleted(row))
                        .toArray();
        if (among.length > (long) SCAN_PART * graph.bottom().max() * Math.max(k, ef)) {
            Arrays.sort(among);
            return searchRows(query, k, ef, row -> Arrays.binarySearch(among, row) >= 0);
        }
        Searcher searcher = take();
        searcher.query(query);
        List<Neighbor> neighbors = neighbors(searcher.compare(k, among));
        give(searcher);
        return neighbors;
    }

    List<List<Neighbor>> searchAll(MemorySegment queries, int count, int k, int ef, int threads) {
        List<List<Neighbor>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(List.of());
        }
        long bytes = (long) header.dimension() * Float.BYTES;
        try (Workers workers = new Workers(threads)) {
            workers.run(
                    count,
                    1,
                    _ -> this,
                    (_, begin, end) -> {
                        for (int i = begin; i < end; i++) {
                            all.set(i, search(queries.asSlice(i * bytes, bytes), k, ef));
                        }
                    });
        }
        return all;
    }

    List<Neighbor> searchExactly(MemorySegment query, int k) {
        Searcher searcher = take();
        searcher.query(query);
        List<Neighbor> neighbors = neighbors(searcher.scan(k, row -> !tombstones.isDeleted(row)));
        give(searcher);
        return neighbors;
    }

    double recall(int sample, int k, int ef, long seed) {
        int[] alive = aliveSample(sample, seed);
        AtomicLong hits = new AtomicLong();
        AtomicLong wanted = new AtomicLong();
        try (Workers workers = new Workers(0)) {
            workers.run(
                    alive.length,
                    1,
                    _ -> this,
                    (_, begin, end) -> {
                        for (int i = begin; i < end; i++) {
                            MemorySegment query = MemorySegment.ofArray(components(alive[i]));
                            List<Neighbor> exact = searchExactly(query, k);
                            List<Neighbor> found = search(query, k, ef);
                            wanted.addAndGet(exact.size());
                            hits.addAndGet(hits(exact, found));
                        }
                    });
        }
        return wanted.get() == 0 ? 1 : (double) hits.get() / wanted.get();
    }

    /**
     * What is as near as the farthest of the exact ones counts, whatever its id, where what may be
     * lost in summing up in another order makes no difference.
     */
    private int hits(List<Neighbor> exact, List<Neighbor> found) {
        if (exact.isEmpty()) {
            return 0;
        }
        float farthest = exact.getLast().distance();
        float scale = header.metric() == Metric.COSINE ? 1 : Math.abs(farthest);
        long hits = found.stream().filter(n -> n.distance() <= farthest + ROUNDING * scale).count();
        return (int) Math.min(exact.size(), hits);
    }

    private int[] aliveSample(int sample, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rowsAlive = header.rows() - header.deleted();
        int[] chosen = new int[Math.min(sample, rowsAlive)];
        int count = 0;
        while (count < chosen.length) {
            int row = random.nextInt(header.rows());
            if (!tombstones.isDeleted(row)) {
                chosen[count++] = row;
            }
        }
        return chosen;
    }

    /** Tells whether there is a vector of an id that is not deleted. */
    boolean contains(long id) {
        int row = ids.row(id);
        return row != RowIds.NONE && !tombstones.isDeleted(row);
    }

    float[] vector(long id) {
        int row = ids.row(id);
        if (row == RowIds.NONE || tombstones.isDeleted(row)) {
            throw new InvalidArgumentException("the index has no vector of this id", "id", id);
        }
        return components(row);
    }

    /** Returns a row's components. */
    float[] components(int row) {
        float[] vector = new float[header.dimension()];
        switch (header.encoding()) {
            case F32 ->
                    MemorySegment.copy(
                            rows, FLOAT, (long) row * header.rowBytes(), vector, 0, vector.length);
            case BF16 -> UpperHalves.read(rows, row, header.dimension(), vector);
        }
        return vector;
    }

    private List<Neighbor> neighbors(long[] ranked) {
        return Arrays.stream(ranked).mapToObj(this::neighbor).toList();
    }

    private Neighbor neighbor(long ranked) {
        float distance = distances.reported(Ranked.distance(ranked));
        return new Neighbor(
                ids.id(Ranked.row(ranked)),
                header.metric() == Metric.COSINE ? Math.clamp(distance, 0, COSINE_MAX) : distance);
    }

    IndexInfo info() {
        int entry = header.entryPoint();
        return new IndexInfo(
                header.dimension(),
                header.rows() - header.deleted(),
                header.deleted(),
                header.maxConnections(),
                header.efConstruction(),
                header.metric(),
                header.encoding(),
                header.algorithm(),
                header.ordering(),
                header.seed(),
                header.version(),
                header.maxLayer(),
                entry < 0 ? Optional.empty() : Optional.of(ids.id(entry)),
                averageConnections(),
                file.lengthBytes());
    }

    /** Of a large index some rows are counted, evenly spread. */
    private double averageConnections() {
        int step = Math.max(1, header.rows() / CONNECTIONS_SAMPLE);
        long links = 0;
        long counted = 0;
        for (long row = 0; row < header.rows(); row += step) {
            links += graph.bottom().count((int) row);
            counted++;
        }
        return counted == 0 ? 0 : (double) links / counted;
    }
}
