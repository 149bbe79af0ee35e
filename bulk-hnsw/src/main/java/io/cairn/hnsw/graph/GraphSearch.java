package io.cairn.hnsw.graph;

import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Searches a graph. Keeps what it has found in one sorted array with a mark on what it has looked
 * behind: for the widths in use that is cheaper than two heaps. Has arrays as long as the graph has
 * rows, so it is made once and used often. Used by one thread at a time.
 */
public final class GraphSearch {

    /** In a pool entry a row stands one bit further left; the lowest bit says: looked behind. */
    private static final long DONE = 1;

    private static final int POOL_FIRST = 128;

    private final Distances distances;
    private final MemorySegment rows;
    private final short[] seen;
    private short round;
    private final int[] near;
    private final float[] nearDistances;
    private final int[] links;
    private long[] pool = new long[POOL_FIRST];
    private int size;

    /**
     * Makes a search over rows.
     *
     * @param distances how to compare
     * @param rows the rows, as {@code distances} wants them
     * @param count how many rows the largest graph has that will be searched
     * @param linksMax the most links of a row
     */
    public GraphSearch(Distances distances, MemorySegment rows, int count, int linksMax) {
        this.distances = distances;
        this.rows = rows;
        this.seen = new short[count];
        this.near = new int[linksMax];
        this.nearDistances = new float[linksMax];
        this.links = new int[linksMax];
    }

    /**
     * Goes down to a layer, on each layer above it to the row nearest to the query.
     *
     * @param layer where to stop, before anything there is looked at
     * @return the row that was reached
     */
    public int descend(Graph graph, MemorySegment query, long queryOffset, int layer) {
        int row = graph.entryPoint();
        float nearest = distances.toRow(query, queryOffset, rows, row);
        for (int l = graph.maxLayer(); l > layer; l--) {
            Links there = graph.links(l);
            boolean nearer = true;
            while (nearer) {
                nearer = false;
                int count = there.copy(graph.record(row, l), links);
                distances.toRows(query, queryOffset, rows, links, count, nearDistances);
                for (int i = 0; i < count; i++) {
                    if (nearDistances[i] < nearest) {
                        nearest = nearDistances[i];
                        row = links[i];
                        nearer = true;
                    }
                }
            }
        }
        return row;
    }

    /** Begins anew, with one row found. */
    public void start(MemorySegment query, long queryOffset, int row) {
        newRound();
        seen[row] = round;
        pool[0] = entry(Ranked.of(distances.toRow(query, queryOffset, rows, row), row));
        size = 1;
    }

    /** Takes another row to begin with, unless it is the first. */
    public void add(MemorySegment query, long queryOffset, int row) {
        if (seen[row] != round) {
            seen[row] = round;
            long found = entry(Ranked.of(distances.toRow(query, queryOffset, rows, row), row));
            insert(found, POOL_FIRST);
        }
    }

    /** Begins anew on another layer, with all that was found. */
    public void restart() {
        newRound();
        for (int i = 0; i < size; i++) {
            pool[i] &= ~DONE;
            seen[row(pool[i])] = round;
        }
    }

    private void newRound() {
        round++;
        if (round == Short.MAX_VALUE) {
            Arrays.fill(seen, (short) 0);
            round = 1;
        }
    }

    /**
     * Looks behind what was found until nothing nearer comes up.
     *
     * @param ef how many of the nearest to keep
     */
    public void run(Graph graph, MemorySegment query, long queryOffset, int layer, int ef) {
        if (pool.length < ef) {
            pool = Arrays.copyOf(pool, ef);
        }
        Links there = graph.links(layer);
        int next = 0;
        while (next < size) {
            long entry = pool[next];
            if ((entry & DONE) != 0) {
                next++;
                continue;
            }
            pool[next] = entry | DONE;
            int count = unseen(there, graph.record(row(entry), layer));
            distances.toRows(query, queryOffset, rows, near, count, nearDistances);
            int lowest = next + 1;
            for (int i = 0; i < count; i++) {
                long found = entry(Ranked.of(nearDistances[i], near[i]));
                if (size < ef || found < pool[size - 1]) {
                    lowest = Math.min(lowest, insert(found, ef));
                }
            }
            next = lowest;
        }
    }

    private int unseen(Links there, int record) {
        int count = there.copy(record, links);
        int unseen = 0;
        for (int i = 0; i < count; i++) {
            int row = links[i];
            if (seen[row] != round) {
                seen[row] = round;
                near[unseen++] = row;
            }
        }
        return unseen;
    }

    private int insert(long found, int ef) {
        int at = size < ef ? size++ : size - 1;
        while (at > 0 && pool[at - 1] > found) {
            pool[at] = pool[at - 1];
            at--;
        }
        pool[at] = found;
        return at;
    }

    /** Returns how many were found. */
    public int size() {
        return size;
    }

    /** Returns the n-th nearest that was found. */
    public long found(int n) {
        long entry = pool[n];
        return entry & ~0xFFFF_FFFFL | row(entry) & 0xFFFF_FFFFL;
    }

    private static long entry(long ranked) {
        return ranked & ~0xFFFF_FFFFL | (ranked & 0xFFFF_FFFFL) << 1;
    }

    private static int row(long entry) {
        return (int) entry >>> 1;
    }
}
