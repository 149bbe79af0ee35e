package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.GraphSearch;
import io.cairn.hnsw.graph.Links;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.util.Arrays;

/**
 * Sees to it that every vector can be reached from the entry point along the links of layer 0.
 * Walks the graph as a tree; a vector that the walk did not come upon is linked from the nearest
 * one that it did, in a free place or in that of a link that is not part of the tree. So nothing
 * that was reached is lost. Used by one thread.
 */
final class Reachability {

    private static final int NONE = -1;

    /** How wide to search for somebody who has a place, at first. */
    private static final int EF_FIRST = 64;

    private final VectorRows rows;
    private final Distances distances;
    private final Graph graph;
    private final GraphSearch search;
    private final int[] parents;
    private final int[] queue;
    private int queued;

    /** The one that was linked last. */
    private int last = NONE;

    Reachability(VectorRows rows, Distances distances, Graph graph) {
        this.rows = rows;
        this.distances = distances;
        this.graph = graph;
        this.search = new GraphSearch(distances, rows.memory(), rows.count(), graph.bottom().max());
        this.parents = new int[rows.count()];
        this.queue = new int[rows.count()];
    }

    /** Repairs; returns how many vectors could not be reached before. */
    int repair() {
        if (graph.rows() == 0) {
            return 0;
        }
        Arrays.fill(parents, NONE);
        reach(graph.entryPoint(), graph.entryPoint());
        int repaired = 0;
        for (int row = 0; row < graph.rows(); row++) {
            if (parents[row] == NONE) {
                adopt(row);
                repaired++;
            }
        }
        return repaired;
    }

    /** Walks on from a vector that was just reached. */
    private void reach(int row, int parent) {
        int[] links = new int[graph.bottom().max()];
        parents[row] = parent;
        int next = queued;
        queue[queued++] = row;
        while (next < queued) {
            int at = queue[next++];
            int count = graph.bottom().copy(at, links);
            for (int i = 0; i < count; i++) {
                if (parents[links[i]] == NONE) {
                    parents[links[i]] = at;
                    queue[queued++] = links[i];
                }
            }
        }
    }

    /** Links a vector from the nearest one that was reached and has a place. */
    private void adopt(int row) {
        long at = rows.offset(row);
        int start = search.descend(graph, rows.memory(), at, 0);
        for (int ef = EF_FIRST; ef < 2L * graph.rows() + EF_FIRST; ef *= 2) {
            search.start(rows.memory(), at, start);
            search.run(graph, rows.memory(), at, 0, ef);
            for (int i = 0; i < search.size(); i++) {
                int found = Ranked.row(search.found(i));
                if (parents[found] != NONE && adopt(row, found)) {
                    return;
                }
            }
            if (isNear(row, last) && adopt(row, last)) {
                return;
            }
        }
        // The search did not come to any: some vector that was reached has a place, as a tree has
        // fewer links than vectors.
        for (int i = queued - 1; i >= 0; i--) {
            if (adopt(row, queue[i])) {
                return;
            }
        }
        throw new IllegalStateException("no vector has a place for a link");
    }

    /**
     * Tells whether one is as near as what was found. Among many equal vectors those that are found
     * are the same ones every time, and soon have no place left.
     */
    private boolean isNear(int row, int other) {
        float farthest = Ranked.distance(search.found(search.size() - 1));
        return other != NONE
                && distances.toRow(rows.memory(), rows.offset(row), rows.memory(), other)
                        <= farthest;
    }

    private boolean adopt(int row, int by) {
        boolean linked = link(by, row);
        if (linked) {
            reach(row, by);
            last = row;
        }
        return linked;
    }

    private boolean link(int from, int to) {
        Links links = graph.bottom();
        int count = links.count(from);
        if (count < links.max()) {
            links.put(from, count, to);
            return true;
        }
        // The farthest first.
        for (int place = count - 1; place >= 0; place--) {
            if (parents[links.get(from, place)] != from) {
                links.put(from, place, to);
                return true;
            }
        }
        return false;
    }
}
