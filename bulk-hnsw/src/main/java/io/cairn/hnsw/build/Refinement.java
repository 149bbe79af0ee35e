package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.GraphSearch;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;

/**
 * Looks for every vector in the graph as it is, and adds what is found to its candidates: what was
 * not compared in any ball is found through others. The graph is not changed meanwhile. Stateless.
 */
final class Refinement {

    private static final int PIECE = 64;

    private Refinement() {}

    /**
     * Searches from every vector, itself being the beginning.
     *
     * @param ef how wide to search
     */
    static void fill(
            VectorRows rows,
            Distances distances,
            Graph graph,
            int ef,
            Reservoirs reservoirs,
            Workers workers,
            Stage stage) {
        stage.begin("refining", rows.count());
        workers.run(
                rows.count(),
                PIECE,
                _ -> new Scratch(distances, rows, graph, reservoirs),
                (scratch, begin, end) -> {
                    for (int row = begin; row < end; row++) {
                        scratch.look(row, ef);
                    }
                    stage.advance(end - begin);
                });
    }

    /** What a thread uses. */
    private static final class Scratch {
        private final GraphSearch search;
        private final VectorRows rows;
        private final Graph graph;
        private final Reservoirs reservoirs;
        private final long[] found;
        private final long[] more;

        Scratch(Distances distances, VectorRows rows, Graph graph, Reservoirs reservoirs) {
            this.rows = rows;
            this.graph = graph;
            this.reservoirs = reservoirs;
            this.search =
                    new GraphSearch(distances, rows.memory(), rows.count(), graph.bottom().max());
            this.found = new long[reservoirs.capacity()];
            this.more = new long[reservoirs.capacity()];
        }

        void look(int row, int ef) {
            search.start(rows.memory(), rows.offset(row), row);
            search.run(graph, rows.memory(), rows.offset(row), 0, ef);
            int count = 0;
            for (int i = 0; i < search.size() && count < found.length; i++) {
                if (Ranked.row(search.found(i)) != row) {
                    found[count++] = search.found(i);
                }
            }
            reservoirs.offer(row, found, count, more);
        }
    }
}
