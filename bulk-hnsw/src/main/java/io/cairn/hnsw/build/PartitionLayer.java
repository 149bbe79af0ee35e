package io.cairn.hnsw.build;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Finds candidates for the neighbours of all vectors of a layer, ball by ball. Stateless. */
final class PartitionLayer {

    private PartitionLayer() {}

    /**
     * Compares all pairs in all balls.
     *
     * @param comparing what compares the pairs of a ball, by the number of the thread
     * @param members the rows of the layer
     * @param leaves places in {@code members}
     */
    static void fill(
            IntFunction<Leaf> comparing,
            int[] members,
            List<int[]> leaves,
            Reservoirs reservoirs,
            Bridges bridges,
            Workers workers,
            Stage stage) {
        // The large ones first: then no thread is left with a large one at the end.
        List<int[]> sorted = new ArrayList<>(leaves);
        sorted.sort((one, other) -> Integer.compare(other.length, one.length));
        long amount = 0;
        for (int[] leaf : sorted) {
            amount += leaf.length;
        }
        stage.begin("comparing", amount);
        workers.run(
                sorted.size(),
                1,
                comparing,
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
