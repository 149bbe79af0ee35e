package io.cairn.hnsw.build;

import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import java.util.Comparator;
import java.util.List;

/** Finds candidates for the neighbours of all vectors of a layer, ball by ball. Stateless. */
final class PartitionLayer {

    private PartitionLayer() {}

    /**
     * Compares all pairs in all balls.
     *
     * @param members the rows of the layer
     * @param leaves places in {@code members}
     */
    static void fill(
            VectorRows rows,
            Metric metric,
            PartitionShape shape,
            int[] members,
            List<int[]> leaves,
            Reservoirs reservoirs,
            Bridges bridges,
            Workers workers,
            Stage stage) {
        // The large ones first: then no thread is left with a large one at the end.
        List<int[]> sorted =
                leaves.stream().sorted(Comparator.comparing(leaf -> -leaf.length)).toList();
        stage.begin("comparing", leaves.stream().mapToLong(leaf -> leaf.length).sum());
        workers.run(
                sorted.size(),
                1,
                _ -> new Leaf(rows, metric, shape),
                (leaf, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        int[] places = sorted.get(i);
                        int[] chosen = Places.at(places, members);
                        leaf.link(chosen, places, reservoirs, bridges);
                        stage.advance(places.length);
                    }
                });
    }
}
