package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.Links;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.util.Arrays;

/**
 * One layer of a batch of rows that are being added: their candidates, and then their links and
 * those of the rows that they have chosen. Offering is thread-safe; the rest is for one thread.
 */
final class BatchLayer {

    private static final int PIECE = 64;

    private final VectorRows rows;
    private final Distances distances;
    private final int layer;
    private final int[] members;
    private final Reservoirs reservoirs;
    private final Bridges bridges;
    private final Workers workers;

    /**
     * Takes the rows of a layer.
     *
     * @param members the rows of the batch that are on the layer, ascending
     * @param reservoirs their candidates, by place
     * @param bridges links that join those that lie apart
     */
    BatchLayer(
            VectorRows rows,
            Distances distances,
            int layer,
            int[] members,
            Reservoirs reservoirs,
            Bridges bridges,
            Workers workers) {
        this.rows = rows;
        this.distances = distances;
        this.layer = layer;
        this.members = members;
        this.reservoirs = reservoirs;
        this.bridges = bridges;
        this.workers = workers;
    }

    /** Offers candidates to a row that is on the layer. */
    void offer(int row, long[] candidates, int count, long[] scratch) {
        reservoirs.offer(Arrays.binarySearch(members, row), candidates, count, scratch);
    }

    /** A link that leads back: what row {@code target} is offered. */
    private record Offer(int target, long ranked) implements Comparable<Offer> {
        @Override
        public int compareTo(Offer other) {
            int order = Integer.compare(target, other.target);
            return order != 0 ? order : Long.compare(ranked, other.ranked);
        }
    }

    /** Makes the links. */
    void link(Graph graph) {
        Links links = graph.links(layer);
        int chosenMax = Math.min(links.max(), graph.upper().max());
        Offer[][] offers = new Offer[members.length][];
        workers.run(
                members.length,
                PIECE,
                _ -> new Scratch(links),
                (scratch, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        offers[i] = scratch.choose(graph, i, chosenMax);
                    }
                });
        Offer[] sorted = Arrays.stream(offers).flatMap(Arrays::stream).toArray(Offer[]::new);
        Arrays.sort(sorted);
        int[] begins = begins(sorted);
        workers.run(
                begins.length - 1,
                PIECE,
                _ -> new Scratch(links),
                (scratch, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        scratch.merge(graph, sorted, begins[i], begins[i + 1]);
                    }
                });
        int[] records = Arrays.stream(members).map(member -> graph.record(member, layer)).toArray();
        bridges.apply(new LayerLinks(links, records));
    }

    /** Returns where the offers to each target begin, and at last the end. */
    private static int[] begins(Offer[] sorted) {
        int[] begins = new int[sorted.length + 1];
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i].target() != sorted[i - 1].target()) {
                begins[count++] = i;
            }
        }
        begins[count++] = sorted.length;
        return Arrays.copyOf(begins, count);
    }

    /** What a thread uses. */
    private final class Scratch {
        private final Links links;
        private final NeighborSelection selection;
        private final long[] candidates;
        private final int[] numbers;
        private final float[] measured;

        Scratch(Links links) {
            this.links = links;
            this.selection = new NeighborSelection(distances, rows, 0, links.max());
            this.candidates = new long[reservoirs.capacity()];
            this.numbers = new int[links.max()];
            this.measured = new float[links.max()];
        }

        Offer[] choose(Graph graph, int i, int max) {
            int count = reservoirs.copy(i, candidates);
            int chosen = selection.choose(members[i], candidates, count, max);
            Offer[] offers = new Offer[chosen];
            for (int j = 0; j < chosen; j++) {
                long ranked = selection.chosen()[j];
                numbers[j] = Ranked.row(ranked);
                offers[j] = new Offer(numbers[j], Ranked.of(Ranked.distance(ranked), members[i]));
            }
            links.set(graph.record(members[i], layer), numbers, chosen);
            return offers;
        }

        void merge(Graph graph, Offer[] sorted, int begin, int end) {
            int target = sorted[begin].target();
            int record = graph.record(target, layer);
            int count = links.copy(record, numbers);
            distances.toRows(
                    rows.memory(), rows.offset(target), rows.memory(), numbers, count, measured);
            long[] all = new long[count + end - begin];
            for (int i = 0; i < count; i++) {
                all[i] = Ranked.of(measured[i], numbers[i]);
            }
            int many = count;
            for (int i = begin; i < end; i++) {
                if (!contains(numbers, count, Ranked.row(sorted[i].ranked()))) {
                    all[many++] = sorted[i].ranked();
                }
            }
            Arrays.sort(all, 0, many);
            if (many > links.max()) {
                many = selection.choose(target, all, many, links.max());
                System.arraycopy(selection.chosen(), 0, all, 0, many);
            }
            for (int i = 0; i < many; i++) {
                numbers[i] = Ranked.row(all[i]);
            }
            links.set(record, numbers, many);
        }

        private static boolean contains(int[] numbers, int count, int row) {
            for (int i = 0; i < count; i++) {
                if (numbers[i] == row) {
                    return true;
                }
            }
            return false;
        }
    }
}
