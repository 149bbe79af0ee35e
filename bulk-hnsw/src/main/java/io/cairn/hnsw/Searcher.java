package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.GraphSearch;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.NearestBuffer;
import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What one search at a time needs: a query in native memory and what it has seen. */
final class Searcher {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int CACHE_LINE_BYTES = 64;
    private static final int AT_ONCE = 1024;

    private final Graph graph;
    private final Metric metric;
    private final int dimension;
    private final Distances distances;
    private final MemorySegment rows;
    private final MemorySegment query;
    private final float[] vector;
    private final GraphSearch search;
    private final @Nullable RowCodes codes;
    private final MemorySegment walked;
    private long[] found = {};
    private int @Nullable [] numbers;
    private float @Nullable [] measured;

    /**
     * Makes one.
     *
     * @param codes what to walk along instead of the rows; null for the rows
     */
    Searcher(
            Graph graph,
            Metric metric,
            int dimension,
            Distances distances,
            MemorySegment rows,
            @Nullable RowCodes codes) {
        this.graph = graph;
        this.metric = metric;
        this.dimension = dimension;
        this.distances = distances;
        this.rows = rows;
        this.query = Arena.ofAuto().allocate(Distances.queryBytes(dimension), CACHE_LINE_BYTES);
        this.vector = new float[dimension];
        this.codes = codes;
        int most = graph.bottom().max();
        if (codes == null) {
            this.walked = query;
            this.search = new GraphSearch(distances, rows, graph.rows(), most);
        } else {
            this.walked = Arena.ofAuto().allocate(query.byteSize(), CACHE_LINE_BYTES);
            this.search = new GraphSearch(codes.distances(), codes.memory(), graph.rows(), most);
        }
    }

    /** Takes a query, {@code float32[dimension]}. */
    void query(MemorySegment wanted) {
        long bytes = (long) dimension * Float.BYTES;
        if (wanted.byteSize() != bytes) {
            throw new InvalidArgumentException(
                    "the query has not as many components as the index's vectors",
                    "dimension",
                    dimension,
                    "query",
                    wanted.byteSize() / Float.BYTES,
                    "bytes",
                    wanted.byteSize());
        }
        MemorySegment.copy(wanted, FLOAT, 0, vector, 0, dimension);
        String fault = QueryVectors.prepare(vector, metric);
        if (fault != null) {
            throw new InvalidArgumentException(fault, "vector", "query");
        }
        MemorySegment.copy(vector, 0, query, FLOAT, 0, dimension);
        if (codes != null) {
            codes.query(vector, walked);
        }
    }

    /** Searches the graph; the found are in {@link #found}. Returns how many. */
    int run(int ef) {
        if (graph.rows() == 0) {
            return 0;
        }
        search.start(walked, 0, search.descend(graph, walked, 0, 0));
        // Every row is reached from here, and not from every row: equal ones may lead nowhere else.
        search.add(walked, 0, graph.entryPoint());
        search.run(graph, walked, 0, 0, Math.min(ef, graph.rows()));
        if (codes != null) {
            compareFound();
        }
        return search.size();
    }

    /** Orders what was found by the full distances. */
    private void compareFound() {
        int size = search.size();
        int[] some = numbers();
        float[] out = measured();
        if (found.length < size) {
            found = new long[size];
        }
        for (int begin = 0; begin < size; begin += AT_ONCE) {
            int many = Math.min(AT_ONCE, size - begin);
            for (int i = 0; i < many; i++) {
                some[i] = Ranked.row(search.found(begin + i));
            }
            distances.toRows(query, 0, rows, some, many, out);
            for (int i = 0; i < many; i++) {
                found[begin + i] = Ranked.of(out[i], some[i]);
            }
        }
        Arrays.sort(found, 0, size);
    }

    /** Returns the n-th nearest of the last run. */
    long found(int n) {
        return codes == null ? search.found(n) : found[n];
    }

    /** Compares with all rows that are accepted; returns the nearest. */
    long[] scan(int k, IntPredicate accepted) {
        NearestBuffer nearest = new NearestBuffer(k);
        int[] some = numbers();
        int count = 0;
        for (int row = 0; row < graph.rows(); row++) {
            if (accepted.test(row)) {
                some[count++] = row;
                if (count == AT_ONCE) {
                    offer(some, count, nearest);
                    count = 0;
                }
            }
        }
        offer(some, count, nearest);
        return nearest.sorted();
    }

    /** Compares with some rows; returns the nearest. */
    long[] compare(int k, int[] chosen) {
        NearestBuffer nearest = new NearestBuffer(k);
        for (int i = 0; i < chosen.length; i += AT_ONCE) {
            int[] some = Arrays.copyOfRange(chosen, i, Math.min(chosen.length, i + AT_ONCE));
            offer(some, some.length, nearest);
        }
        return nearest.sorted();
    }

    private void offer(int[] some, int count, NearestBuffer nearest) {
        float[] out = measured();
        distances.toRows(query, 0, rows, some, count, out);
        for (int i = 0; i < count; i++) {
            nearest.offer(Ranked.of(out[i], some[i]));
        }
    }

    private int[] numbers() {
        int[] some = numbers;
        if (some == null) {
            some = new int[AT_ONCE];
            numbers = some;
        }
        return some;
    }

    private float[] measured() {
        float[] some = measured;
        if (some == null) {
            some = new float[AT_ONCE];
            measured = some;
        }
        return some;
    }
}
